/**
 * Whose network address a request has, also behind proxies, by the same rules as
 * the web server's `request.ip`; for requests that don't pass the web server
 * (the live connection).
 */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import proxyAddr from '@fastify/proxy-addr';

/** Nobody, everybody, the proxies' addresses and networks, or a judgement by address and hop. */
export type TrustedProxies = boolean | string[] | ((address: string, hop: number) => boolean);

export function createClientAddress(trusted: TrustedProxies): (request: IncomingMessage) => string {
  const trust = typeof trusted === 'boolean' ? () => trusted : trusted;
  // Compiled once: the library would do it again for each request.
  const judge = Array.isArray(trust) ? proxyAddr.compile(trust) : trust;
  return (request) => (request.socket.remoteAddress ? proxyAddr(request, judge) : '');
}

/** As people write it: an IPv4 address that came in the form of IPv6 is itself again. */
export const plainAddress = (address: string): string =>
  address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');

/**
 * Whether it was sent on this very machine. A proxy here passes on the whole world, so
 * what came by one wasn't.
 */
export const isFromHere = ({
  ip,
  headers,
}: {
  readonly ip: string;
  readonly headers: IncomingHttpHeaders;
}): boolean => isLoopback(ip) && !cameByProxy(headers);

const cameByProxy = (headers: IncomingHttpHeaders) =>
  headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;

const isLoopback = (address: string) =>
  address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
