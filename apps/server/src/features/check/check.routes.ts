/** Ways to the SFU to be tried, for everybody: `protocol/rest/check.ts`. */
import { ProbeAnswer, ProbeBody } from '@converge/protocol/rest/check';
import { REST_PREFIX } from '@converge/protocol/version';
import type { RateLimits } from '../../platform/rate-limits.ts';
import type { App } from '../../platform/web.ts';

interface Deps {
  /** Opens one. @throws ConvergeError rate_limited, media_unavailable */
  readonly openProbe: (wish: ProbeBody) => Promise<ProbeAnswer>;
  readonly rateLimits: RateLimits;
}

export function registerCheckRoutes(app: App, { openProbe, rateLimits }: Deps): void {
  // A check takes three; a school that checks its computers shares one address.
  const tries = rateLimits.limiter('check.probes', { points: 120, perSeconds: 60 });

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
      await tries.consume(request.ip);
      return openProbe(request.body);
    },
  );
}
