/** Asks a ClamAV daemon, by its INSTREAM command: the bytes in blocks, each after its length. */
import { once } from 'node:events';
import { connect, type NetConnectOpts } from 'node:net';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';

export type Verdict =
  | { readonly kind: 'clean' }
  | { readonly kind: 'infected'; readonly finding: string }
  /** Larger than the daemon looks at (its StreamMaxLength). */
  | { readonly kind: 'tooLarge' };

/** Silent for so long: it doesn't answer. */
const silenceMs = 120_000;

/**
 * Of what is too large it says so and hangs up, while we still send. A write that meets the
 * closed line fails, and Node then drops what came and wasn't read yet: its word. So it is asked
 * again with pauses between the blocks, in milliseconds: in them its word is heard.
 */
const pausesMs = [0, 5, 20];

/**
 * Asks what is in the bytes, which are opened anew for each time of asking.
 * @throws where it can't be reached, is silent, or hangs up without a word
 */
export type Scan = (open: () => Promise<Readable>) => Promise<Verdict>;

/** @param address `host:port`, or the path of a socket */
export function createScan(address: string): Scan {
  const target = targetOf(address);
  return async (open) => {
    let lost: unknown;
    for (const pauseMs of pausesMs) {
      try {
        return verdictIn(await ask(target, await open(), pauseMs));
      } catch (error) {
        if (!hungUp(error)) throw error;
        lost = error;
      }
    }
    throw lost;
  };
}

const hungUp = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(EPIPE|ECONNRESET)$/.test(String(error.code));

/** What it says of the bytes, each block of which is followed by a pause. */
async function ask(target: NetConnectOpts, bytes: Readable, pauseMs: number): Promise<string> {
  const socket = connect(target);
  socket.setTimeout(silenceMs, () => socket.destroy(new Error('clamd does not answer')));
  const answer: Buffer[] = [];
  socket.on('data', (part: Buffer) => answer.push(part));
  // Who waits hears of it; a write that fails after the answer changes nothing.
  socket.on('error', () => undefined);
  const end = once(socket, 'end');
  // Awaited below; until then its failure is not unheard.
  end.catch(() => undefined);
  try {
    await once(socket, 'connect');
    socket.write('zINSTREAM\0');
    for await (const part of bytes) {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(part.length);
      socket.cork();
      socket.write(length);
      const more = socket.write(part);
      socket.uncork();
      if (!more && !socket.readableEnded) await Promise.race([once(socket, 'drain'), end]);
      await pause(pauseMs);
      // What is too large is answered, and not read any further.
      if (answer.length > 0) break;
    }
    if (socket.writable) socket.end(Buffer.alloc(4));
    await end;
  } catch (error) {
    // It hangs up on what is too large; what it said before counts.
    if (answer.length === 0) throw error;
  } finally {
    bytes.destroy();
    socket.destroy();
  }
  return Buffer.concat(answer).toString('utf8');
}

/** What `stream: Eicar-Signature FOUND` and its like mean. @throws on an answer that is none */
export function verdictIn(text: string): Verdict {
  const said = text.replace(/\0/g, '').trim();
  if (said.endsWith(': OK')) return { kind: 'clean' };
  const found = /^stream: (.+) FOUND$/.exec(said)?.[1];
  if (found !== undefined) return { kind: 'infected', finding: found };
  if (said.startsWith('INSTREAM size limit exceeded')) return { kind: 'tooLarge' };
  throw new Error(`clamd said: ${said.slice(0, 200)}`);
}

function targetOf(address: string): NetConnectOpts {
  if (address.startsWith('/')) return { path: address };
  const at = address.lastIndexOf(':');
  return { host: address.slice(0, at), port: Number(address.slice(at + 1)) };
}
