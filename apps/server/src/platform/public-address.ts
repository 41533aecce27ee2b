/**
 * The address that links in mails begin with. Without PUBLIC_URL it is taken
 * from the request, but only where the request names this machine: a made-up
 * Host header must not send somebody's reset link to a stranger's server.
 */
import { hostname, networkInterfaces } from 'node:os';

export interface PublicAddress {
  /** An origin such as https://meet.example.org. @param host the request's Host header */
  origin(host: string | undefined): string;
}

export function createPublicAddress(
  publicUrl: string | undefined,
  scheme: 'http' | 'https',
  port: () => number,
): PublicAddress {
  return {
    origin(host) {
      if (publicUrl) return publicUrl;
      const candidate = `${scheme}://${host ?? ''}`;
      if (URL.canParse(candidate)) {
        const url = new URL(candidate);
        if (url.host === host && names().has(url.hostname)) return url.origin;
      }
      return `${scheme}://localhost:${port()}`;
    },
  };
}

function names(): Set<string> {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const own = hostname().toLowerCase();
  return new Set([
    'localhost',
    own,
    `${own}.local`,
    ...addresses.map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address)),
  ]);
}
