/**
 * The relays (TURN) that a space has, one by one, so that each way to each can
 * be tried for itself. A space without any, or a server that knows none, has an
 * empty list.
 */
import { ConvergeError } from '@converge/protocol/errors';
import { IceServersAnswer } from '@converge/protocol/rest/ice';
import type { Rest } from '../rest/rest.ts';

/** How one gets to the relay: TLS is TCP that looks like a web page to a firewall. */
export type RelayWay = 'udp' | 'tcp' | 'tls';

export interface Relay {
  readonly way: RelayWay;
  readonly host: string;
  readonly port: number;
  readonly server: RTCIceServer;
}

/** Those of the space; none for who isn't signed in, since their credentials are personal. */
export async function relaysOf(rest: Rest, signal: AbortSignal): Promise<readonly Relay[]> {
  try {
    const { iceServers } = await rest.ask({
      method: 'GET',
      path: '/ice-servers',
      answer: IceServersAnswer,
      signal,
    });
    return iceServers.flatMap(({ urls, username, credential }) =>
      urls.flatMap((url) => {
        const place = readRelay(url);
        if (!place || username === undefined || credential === undefined) return [];
        return [{ ...place, server: { urls: [url], username, credential } }];
      }),
    );
  } catch (error) {
    if (error instanceof ConvergeError && none.has(error.code)) return [];
    throw error;
  }
}

const none: ReadonlySet<string> = new Set(['not_found', 'not_signed_in']);

/** `turns:host:443?transport=tcp` (RFC 7065); null for anything that isn't a relay. */
export function readRelay(url: string): Omit<Relay, 'server'> | null {
  const match = /^(turns?):(\[[^\]]+\]|[^:?]+)(?::(\d+))?(?:\?transport=(udp|tcp))?$/i.exec(url);
  if (!match) return null;
  const [, scheme = '', host = '', port, transport] = match;
  const secure = scheme.toLowerCase() === 'turns';
  return {
    way: wayOf(secure, transport?.toLowerCase()),
    host,
    port: Number(port ?? (secure ? 5349 : 3478)),
  };
}

function wayOf(secure: boolean, transport: string | undefined): RelayWay {
  // `turns` over UDP is DTLS; for a firewall that is UDP.
  if (transport === 'udp') return 'udp';
  if (secure) return 'tls';
  return transport === 'tcp' ? 'tcp' : 'udp';
}
