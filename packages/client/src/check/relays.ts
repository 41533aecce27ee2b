/**
 * The relays (TURN) that a space has, one by one, so that each way to each can
 * be tried for itself. A space without any, or a server that knows none, has an
 * empty list.
 */
import { ConvergeError } from '@converge/protocol/errors';
import type { RoomId } from '@converge/protocol/ids';
import { iceApi } from '../rest/ice.ts';
import type { Rest } from '../rest/rest.ts';
import { type ProbeOptions, tryWay, type WayResult } from './probe.ts';

/** How one gets to the relay: TLS is TCP that looks like a web page to a firewall. */
export type RelayWay = 'udp' | 'tcp' | 'tls';

export interface Relay {
  readonly way: RelayWay;
  readonly host: string;
  readonly port: number;
  readonly server: RTCIceServer;
}

/** What became of the way through a relay. */
export type RelayResult =
  | WayResult
  /** It answered, and didn't take the credentials of this space, or had no place. */
  | { readonly kind: 'refused' }
  /** It gave a place, from which nothing comes to the media server. */
  | { readonly kind: 'astray' };

/**
 * Those of the space, with credentials for who asks: an account, or the guest of `room`.
 * @throws ConvergeError not_signed_in to everybody else, where there are any
 */
export async function relaysOf(
  rest: Rest,
  { room, signal }: { readonly room: RoomId | undefined; readonly signal: AbortSignal },
): Promise<readonly Relay[]> {
  try {
    const { iceServers } = await iceApi(rest).servers(room, { signal });
    return iceServers.flatMap(({ urls, username, credential }) =>
      urls.flatMap((url) => {
        const place = readRelay(url);
        if (!place || username === undefined || credential === undefined) return [];
        return [{ ...place, server: { urls: [url], username, credential } }];
      }),
    );
  } catch (error) {
    if (error instanceof ConvergeError && error.code === 'not_found') return [];
    throw error;
  }
}

/** Goes to the media server by this relay alone. @throws like `tryWorker` */
export async function tryRelay(
  { way, host, port, server }: Relay,
  options: Omit<ProbeOptions, 'relays' | 'watch'>,
): Promise<RelayResult> {
  let [refused, placed] = [false, false];
  const watch = (peer: RTCPeerConnection) => {
    peer.addEventListener('icecandidateerror', ({ errorCode }) => {
      // These come from the relay itself (RFC 8656, section 19); 701 is the browser's for silence.
      if (errorCode >= 400 && errorCode < 600) refused = true;
    });
    peer.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate?.type === 'relay') placed = true;
    });
  };
  const result = await tryWay('udp', { ...options, relays: [server], watch });
  if (result.kind !== 'blocked') return result;
  if (placed) return { kind: 'astray' };
  if (refused) return { kind: 'refused' };
  // What didn't answer is the relay, not what stands behind it.
  const protocol = way === 'udp' ? 'udp' : 'tcp';
  return { kind: 'blocked', tried: [{ protocol, address: host, port }] };
}

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
