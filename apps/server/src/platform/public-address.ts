/**
 * The address that links begin with: those in mails, and those one sends. Without PUBLIC_URL it is taken
 * from the request, but only where the request names this machine, and our port or the
 * scheme's own, where a proxy may stand before us: a made-up Host header must not send
 * somebody's reset link to a stranger's server, nor to another user's on this machine.
 */
import { isEverywhere, networkAddresses, ownNames } from './addresses.ts';

export interface PublicAddress {
  /** What was configured; null: nothing was. */
  readonly configured: string | null;
  /** An origin such as https://meet.example.org. @param host the request's Host header */
  origin(host: string | undefined): string;
  /** The origins under which others in the networks of this machine may reach it. */
  nearby(): string[];
}

export function createPublicAddress({
  publicUrl,
  scheme,
  host: listeningOn,
  port,
}: {
  readonly publicUrl: string | undefined;
  readonly scheme: 'http' | 'https';
  /** Which address is listened on. */
  readonly host: string;
  readonly port: () => number;
}): PublicAddress {
  return {
    configured: publicUrl ?? null,
    nearby: () =>
      isEverywhere(listeningOn)
        ? networkAddresses().map((address) => `${scheme}://${address}:${port()}`)
        : [],
    origin(host) {
      if (publicUrl) return publicUrl;
      const candidate = `${scheme}://${host ?? ''}`;
      if (URL.canParse(candidate)) {
        const url = new URL(candidate);
        const ours = url.port === '' || url.port === String(port());
        if (url.host === host && ours && names().has(url.hostname)) return url.origin;
      }
      return `${scheme}://localhost:${port()}`;
    },
  };
}

const names = () => new Set([...ownNames(), '127.0.0.1', '[::1]', ...networkAddresses()]);
