/** Where clients ask for ICE servers: `protocol/rest/ice.ts`. */
import { ConvergeError } from '@converge/protocol/errors';
import type { RoomId } from '@converge/protocol/ids';
import { IceServersAnswer, IceServersQuery } from '@converge/protocol/rest/ice';
import { REST_PREFIX } from '@converge/protocol/version';
import { networkOf } from '../../platform/network.ts';
import type { RateLimits } from '../../platform/rate-limits.ts';
import type { Identity } from '../../platform/realtime/ports.ts';
import type { App } from '../../platform/web.ts';
import type { Ice } from './ice.service.ts';

export interface IceDeps {
  readonly ice: Ice;
  /** The account behind a `cookie` header, else the guest of this room who comes from there. */
  readonly identify: (
    network: string,
    cookie: string | undefined,
    room: RoomId | undefined,
  ) => Promise<Identity | null>;
  readonly rateLimits: RateLimits;
}

const nothing: IceServersAnswer = { iceServers: [], lifetimeMs: null };

export function registerIceRoutes(app: App, { ice, identify, rateLimits }: IceDeps): void {
  // A device asks once or twice an hour, and at each change of its network.
  const asked = rateLimits.limiter('ice.servers', { points: 60, perSeconds: 60 });

  app.get(
    `${REST_PREFIX}/ice-servers`,
    {
      schema: {
        tags: ['calls'],
        summary: 'STUN and TURN servers, with credentials for a while',
        querystring: IceServersQuery,
        response: { 200: IceServersAnswer },
      },
    },
    async (request) => {
      // Where there are none, nothing has to be kept from anybody.
      if (ice.kind === 'none') return nothing;
      const network = networkOf(request.ip);
      const identity = await identify(network, request.headers.cookie, request.query.room);
      if (!identity) throw new ConvergeError('not_signed_in');
      await asked.consume(identity.person.id);
      return ice.serversFor(identity.person.id);
    },
  );
}
