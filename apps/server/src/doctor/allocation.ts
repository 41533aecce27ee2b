/**
 * Asks a relay for what browsers ask it for, an allocation (RFC 8656), with
 * credentials made of the shared secret, and gives it back: the only way to learn
 * whether both have the same secret.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { turnCredentials } from '../platform/turn-credentials.ts';
import { openStun, type StunPlace } from './stun.ts';

export type Allocation =
  | { readonly kind: 'given' }
  /** It answers, but not to who has this secret, or not at all at present. */
  | { readonly kind: 'refused'; readonly code: number; readonly reason: string }
  /** Whoever asks may use it. */
  | { readonly kind: 'open' }
  /** It answers STUN and relays nothing. */
  | { readonly kind: 'no relay' };

const MAGIC_COOKIE = 0x2112a442;
const ALLOCATE = 0x0003;
const REFRESH = 0x0004;
const SUCCESS = 0x0100;
const REFUSAL = 0x0110;
const attributes = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  lifetime: 0x000d,
  realm: 0x0014,
  nonce: 0x0015,
  transport: 0x0019,
} as const;
/** UDP, as the first of four bytes. */
const OVER_UDP = Buffer.from([17, 0, 0, 0]);
const AT_ONCE = Buffer.alloc(4);
const UNAUTHORIZED = 401;
/** An allocation that is given back late ends by itself after ten minutes; credentials are needed no longer. */
const CREDENTIAL_MS = 60_000;

type Attribute = readonly [type: number, value: Buffer];

/** @throws Error why there is no answer */
export async function askAllocation(
  place: StunPlace,
  secret: string,
  limitMs: number,
): Promise<Allocation> {
  const line = await openStun(place, limitMs);
  try {
    const wish: Attribute = [attributes.transport, OVER_UDP];
    const first = await line.ask(message(ALLOCATE, [wish]));
    if (isSuccess(first)) {
      await line.ask(message(REFRESH, [[attributes.lifetime, AT_ONCE]]));
      return { kind: 'open' };
    }
    const refused = refusalIn(first);
    const [realm, nonce] = [read(first, attributes.realm), read(first, attributes.nonce)];
    if (refused?.code !== UNAUTHORIZED || !realm || !nonce) {
      return refused ? { kind: 'refused', ...refused } : { kind: 'no relay' };
    }
    const { username, credential } = turnCredentials(secret, 'doctor', Date.now() + CREDENTIAL_MS);
    // RFC 8489, 9.2.2: MD5 is how the key of a long-term credential is made.
    const key = createHash('md5').update(`${username}:${realm}:${credential}`).digest();
    const who: readonly Attribute[] = [
      [attributes.username, Buffer.from(username)],
      [attributes.realm, realm],
      [attributes.nonce, nonce],
    ];
    const second = await line.ask(message(ALLOCATE, [wish, ...who], key));
    if (!isSuccess(second)) {
      const why = refusalIn(second);
      return why ? { kind: 'refused', ...why } : { kind: 'no relay' };
    }
    await line.ask(message(REFRESH, [[attributes.lifetime, AT_ONCE], ...who], key));
    return { kind: 'given' };
  } finally {
    line.close();
  }
}

/** One request; with `key` it is signed. */
function message(type: number, list: readonly Attribute[], key?: Buffer): Buffer {
  const body = Buffer.concat(list.map(written));
  const head = Buffer.alloc(20);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(body.length + (key ? 24 : 0), 2);
  head.writeUInt32BE(MAGIC_COOKIE, 4);
  randomBytes(12).copy(head, 8);
  const whole = Buffer.concat([head, body]);
  if (!key) return whole;
  const signature = createHmac('sha1', key).update(whole).digest();
  return Buffer.concat([whole, written([attributes.integrity, signature])]);
}

/** Filled up to four bytes, which its length doesn't count. */
function written([type, value]: Attribute): Buffer {
  const bytes = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
  bytes.writeUInt16BE(type, 0);
  bytes.writeUInt16BE(value.length, 2);
  value.copy(bytes, 4);
  return bytes;
}

const isSuccess = (answer: Buffer): boolean => answer.readUInt16BE(0) === (ALLOCATE | SUCCESS);

function refusalIn(answer: Buffer): { readonly code: number; readonly reason: string } | null {
  const error = read(answer, attributes.error);
  if (answer.readUInt16BE(0) !== (ALLOCATE | REFUSAL) || !error || error.length < 4) return null;
  const code = error.readUInt8(2) * 100 + error.readUInt8(3);
  return { code, reason: error.subarray(4).toString('utf8') };
}

function read(answer: Buffer, wanted: number): Buffer | null {
  for (let at = 20; at + 4 <= answer.length; ) {
    const [type, length] = [answer.readUInt16BE(at), answer.readUInt16BE(at + 2)];
    if (type === wanted) return answer.subarray(at + 4, at + 4 + length);
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return null;
}
