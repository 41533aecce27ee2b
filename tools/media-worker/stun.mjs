/** The one STUN message that the self-test needs, so that it needs no other WebRTC stack. */
import { createHmac, randomBytes } from 'node:crypto';

const BINDING_REQUEST = 0x0001;
const MAGIC_COOKIE = 0x2112a442;
const USERNAME = 0x0006;
const MESSAGE_INTEGRITY = 0x0008;
const PRIORITY = 0x0024;
const USE_CANDIDATE = 0x0025;
const FINGERPRINT = 0x8028;
const ICE_CONTROLLING = 0x802a;
const HEADER_BYTES = 20;
const INTEGRITY_BYTES = 24;
const FINGERPRINT_BYTES = 8;

/**
 * One attribute, padded to four bytes (RFC 8489, section 14).
 * @param {number} type
 * @param {Buffer} value
 */
function attribute(type, value) {
  const bytes = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4);
  bytes.writeUInt16BE(type, 0);
  bytes.writeUInt16BE(value.length, 2);
  value.copy(bytes, 4);
  return bytes;
}

/**
 * CRC-32 as STUN's fingerprint wants it (RFC 8489, section 14.7): bit by bit, since Node's own is
 * younger than the oldest Node that must run this.
 * @param {Buffer} bytes
 */
function fingerprint(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  const value = Buffer.alloc(4);
  value.writeUInt32BE((((crc ^ 0xffffffff) >>> 0) ^ 0x5354554e) >>> 0, 0);
  return value;
}

/**
 * A binding request that nominates its path, as the controlling side of ICE sends it (RFC 8445).
 * @param {{usernameFragment: string, password: string}} remote credentials of who is asked
 * @returns {Buffer}
 */
export function bindingRequest(remote) {
  const attributes = Buffer.concat([
    attribute(USERNAME, Buffer.from(`${remote.usernameFragment}:selftest`)),
    attribute(PRIORITY, Buffer.from([0x7e, 0xff, 0xff, 0xff])),
    attribute(ICE_CONTROLLING, randomBytes(8)),
    attribute(USE_CANDIDATE, Buffer.alloc(0)),
  ]);
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt16BE(BINDING_REQUEST, 0);
  // The length that is signed already counts the signature itself (section 14.5).
  header.writeUInt16BE(attributes.length + INTEGRITY_BYTES, 2);
  header.writeUInt32BE(MAGIC_COOKIE, 4);
  randomBytes(12).copy(header, 8);
  const message = Buffer.concat([header, attributes]);
  const signature = createHmac('sha1', remote.password).update(message).digest();
  const signed = Buffer.concat([message, attribute(MESSAGE_INTEGRITY, signature)]);
  signed.writeUInt16BE(attributes.length + INTEGRITY_BYTES + FINGERPRINT_BYTES, 2);
  return Buffer.concat([signed, attribute(FINGERPRINT, fingerprint(signed))]);
}

/**
 * Whether a datagram is STUN and not DTLS or (S)RTP, which share the port (RFC 7983).
 * @param {Buffer} datagram
 */
export function isStun(datagram) {
  return (datagram[0] ?? 255) < 4;
}
