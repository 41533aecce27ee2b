/** RTP packets that look like media to an SFU, without anything in them (RFC 3550, RFC 7741). */

export interface RtpStream {
  readonly ssrc: number;
  readonly payloadType: number;
  /** Length of the payload in bytes. */
  readonly size: number;
  /** What the payload begins with; the rest is zeros. */
  readonly head: readonly number[];
}

const HEADER = 12;

/**
 * VP8's descriptor with "start of partition 0", then a frame header that says
 * "key frame": an SFU forwards a stream only from a key frame on.
 */
export const VP8_KEY_FRAME = [0x10, 0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a] as const;

/** One packet; `sequence` and `timestamp` are taken modulo their sizes. */
export function rtpPacket(stream: RtpStream, sequence: number, timestamp: number): Buffer {
  const packet = Buffer.alloc(HEADER + stream.size);
  packet[0] = 0x80;
  // The marker bit ends the frame: each packet is a whole one.
  packet[1] = 0x80 | stream.payloadType;
  packet.writeUInt16BE(sequence & 0xffff, 2);
  packet.writeUInt32BE(timestamp >>> 0, 4);
  packet.writeUInt32BE(stream.ssrc, 8);
  packet.set(stream.head, HEADER);
  return packet;
}
