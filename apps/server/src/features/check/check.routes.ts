/** Ways to the SFU to be tried, for everybody: `protocol/rest/check.ts`. */
import { ProbeAnswer, ProbeBody } from '@converge/protocol/rest/check';
import { REST_PREFIX } from '@converge/protocol/version';
import { networkOf } from '../../platform/network.ts';
import type { RateLimits } from '../../platform/rate-limits.ts';
import type { App } from '../../platform/web.ts';

interface Deps {
  /** Opens one. @throws ConvergeError rate_limited, media_unavailable */
  readonly openProbe: (wish: ProbeBody, network: string) => Promise<ProbeAnswer>;
  readonly rateLimits: RateLimits;
  /** How many media workers there are to be tried. */
  readonly workers: number;
}

/** In a minute, from one address: a school that checks its computers shares one. */
const CHECKS = 40;

export function registerCheckRoutes(app: App, { openProbe, rateLimits, workers }: Deps): void {
  // UDP and TCP of each worker, and the measurement.
  const points = CHECKS * (2 * workers + 1);
  const tries = rateLimits.limiter('check.probes', { points, perSeconds: 60 });

  app.post(
    `${REST_PREFIX}/check/probe`,
    {
      schema: {
        tags: ['check'],
        summary: 'A short-lived way to the media server, to be tried',
        body: ProbeBody,
        response: { 200: ProbeAnswer },
      },
    },
    async (request) => {
      const network = networkOf(request.ip);
      await tries.consume(network);
      return openProbe(request.body, network);
    },
  );
}
