/**
 * A Socket.IO client of a few lines (Engine.IO protocol 4, Socket.IO protocol 5,
 * WebSocket only). A thousand of the real ones would measure themselves.
 */
import { once } from 'node:events';
import WebSocket from 'ws';

export interface RawSocketOptions {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the server reads as `handshake.auth`. */
  readonly auth?: unknown;
  /** Gets every event as the text of its JSON array, unparsed: most bots only look for a word in it. */
  readonly onEvent: (json: string) => void;
}

type Answer = (json: string) => void;

export class RawSocket {
  readonly #line: WebSocket;
  readonly #onEvent: (json: string) => void;
  readonly #answers = new Map<number, Answer>();
  #next = 0;

  private constructor(line: WebSocket, onEvent: (json: string) => void) {
    this.#line = line;
    this.#onEvent = onEvent;
  }

  /** Resolves when the server has accepted the handshake. @throws with the server's refusal */
  static async connect({ url, headers, auth, onEvent }: RawSocketOptions): Promise<RawSocket> {
    const address = `${url.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`;
    const line = new WebSocket(address, {
      headers: { origin: url, ...headers },
      perMessageDeflate: false,
      skipUTF8Validation: true,
    });
    const socket = new RawSocket(line, onEvent);
    const accepted = new Promise<void>((resolve, reject) => {
      line.on('message', (data) => {
        const text = String(data);
        if (text.startsWith('40')) resolve();
        else if (text.startsWith('44')) reject(new Error(`refused: ${text.slice(2)}`));
        else socket.#take(text);
      });
      line.once('error', reject);
      line.once('close', (code) => reject(new Error(`closed with ${code}`)));
    });
    line.once('open', () => line.send(`40${auth === undefined ? '' : JSON.stringify(auth)}`));
    await accepted;
    return socket;
  }

  #take(text: string): void {
    if (text === '2') {
      this.#line.send('3');
    } else if (text.startsWith('42')) {
      this.#onEvent(text.slice(2));
    } else if (text.startsWith('43')) {
      const at = text.indexOf('[');
      const id = Number(text.slice(2, at));
      this.#answers.get(id)?.(text.slice(at));
      this.#answers.delete(id);
    }
  }

  /** Sends a request; `answer` gets the JSON array that acknowledges it. */
  request(name: string, input: unknown, answer: Answer): void {
    const id = this.#next++;
    this.#answers.set(id, answer);
    this.#line.send(`42${id}${JSON.stringify([name, input])}`);
  }

  /** Whether the line still stands. */
  get open(): boolean {
    return this.#line.readyState === WebSocket.OPEN;
  }

  async close(): Promise<void> {
    if (this.#line.readyState === WebSocket.CLOSED) return;
    const closed = once(this.#line, 'close');
    this.#line.close();
    await closed;
  }
}
