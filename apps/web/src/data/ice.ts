/** The ICE servers of whoever uses this page; asked for before a call needs them. */
import { createIceServers, type IceServers, noIceServers } from '@converge/client/call/ice-servers';
import { iceApi } from '@converge/client/rest/ice';
import { systemClock } from '@converge/client/state/clock';
import type { IceKind } from '@converge/protocol/rest/ice';
import { rest } from './api.ts';
import { callLog } from './call-log.ts';
import { connectionKey, type Identity } from './live-room.ts';

const api = iceApi(rest);
let held: { readonly key: string; readonly servers: IceServers } | null = null;

/** Those of this person; the same while it is the same person. */
export function iceServersOf(identity: Identity, kind: IceKind): IceServers {
  if (kind === 'none') return noIceServers;
  const key = `${kind} ${connectionKey(identity)}`;
  if (held?.key !== key) {
    const room = identity.kind === 'guest' ? identity.roomId : undefined;
    const servers = createIceServers({
      kind,
      ask: () => api.servers(room),
      clock: systemClock,
      log: callLog,
    });
    held = { key, servers };
  }
  return held.servers;
}
