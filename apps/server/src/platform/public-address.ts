/**
 * The address that links in mails begin with. Without PUBLIC_URL it is taken
 * from the request, but only where the request names this machine: a made-up
 * Host header must not send somebody's reset link to a stranger's server.
 */
import { networkAddresses, ownNames } from './addresses.ts';

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

const names = () => new Set([...ownNames(), '127.0.0.1', '[::1]', ...networkAddresses()]);
