/**
 * The server's half of a connection in SDP, made from what it offers: the one
 * form in which browsers take it without a media library.
 */
import type { IceCandidate } from '@converge/protocol/realtime/media';
import type { ProbeAnswer } from '@converge/protocol/rest/check';

/** The SHA-256 fingerprint in a browser's own description; undefined where it names none. */
export const fingerprintIn = (sdp: string): string | undefined =>
  /^a=fingerprint:sha-256 (\S+)/im.exec(sdp)?.[1];

/** An answer with one data section, and only the candidates given. */
export function answerOf(
  { iceParameters, dtlsParameters }: ProbeAnswer,
  candidates: readonly IceCandidate[],
): string {
  const [fingerprint] = dtlsParameters.fingerprints;
  const lines = [
    'v=0',
    'o=converge 1 1 IN IP4 0.0.0.0',
    's=-',
    't=0 0',
    'a=ice-lite',
    'a=group:BUNDLE 0',
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'c=IN IP4 0.0.0.0',
    'a=mid:0',
    `a=ice-ufrag:${iceParameters.usernameFragment}`,
    `a=ice-pwd:${iceParameters.password}`,
    `a=fingerprint:${fingerprint?.algorithm} ${fingerprint?.value}`,
    // The browser begins the handshake.
    'a=setup:passive',
    'a=sctp-port:5000',
    'a=max-message-size:262144',
    ...candidates.map(candidateLine),
    'a=end-of-candidates',
  ];
  return `${lines.join('\r\n')}\r\n`;
}

function candidateLine(one: IceCandidate): string {
  const { foundation, protocol, priority, address, port, type, tcpType } = one;
  const tcp = tcpType === undefined ? '' : ` tcptype ${tcpType}`;
  return `a=candidate:${foundation} 1 ${protocol} ${priority} ${address} ${port} typ ${type}${tcp}`;
}
