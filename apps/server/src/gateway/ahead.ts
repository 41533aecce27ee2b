/**
 * Lines that were opened ahead (SPEC RT-13): somebody looks into the mirror and
 * will come in soon. Until then such a line is nobody's, is on no topic, and is
 * told nothing but its token.
 */
import { randomBytes } from 'node:crypto';
import type { LineToken } from '@converge/protocol/ids';
import { lineAhead } from '@converge/protocol/realtime/handshake';
import type { Socket } from 'socket.io';
import type { Identity, LinesAhead } from '../platform/realtime/ports.ts';
import type { AddressEntry } from './addresses.ts';

interface Waiting {
  readonly network: string;
  readonly become: (identity: Identity) => boolean;
}

/** The socket of a line that is nobody's, and where it comes from. */
export interface Nobody {
  readonly socket: Socket;
  readonly network: string;
  readonly address: AddressEntry;
  /** Makes it somebody's. False: it couldn't be. */
  readonly become: (identity: Identity) => boolean;
}

export class OpenAhead implements LinesAhead {
  readonly #waiting = new Map<LineToken, Waiting>();
  readonly #longestMs: number;

  constructor(longestMs: number) {
    this.#longestMs = longestMs;
  }

  /** Keeps it until it becomes somebody's, is gone, or its time is over. */
  hold({ socket, network, address, become }: Nobody): void {
    const line = randomBytes(24).toString('base64url') as LineToken;
    const timer = setTimeout(() => socket.disconnect(true), this.#longestMs);
    timer.unref();
    const forget = () => {
      if (!this.#waiting.delete(line)) return;
      clearTimeout(timer);
      address.ahead -= 1;
    };
    address.ahead += 1;
    socket.once('disconnect', forget);
    this.#waiting.set(line, {
      network,
      become(identity) {
        forget();
        return become(identity);
      },
    });
    socket.emit(lineAhead.name, { line });
  }

  bind(line: LineToken, identity: Identity, network: string): boolean {
    const waiting = this.#waiting.get(line);
    return waiting?.network === network && waiting.become(identity);
  }
}
