/** A way to the media server that is there to be tried. */
import { ProbeAnswer, ProbeBody } from '@converge/protocol/rest/check';
import type { CallOptions, Rest } from './rest.ts';

export const checkApi = (rest: Rest) => ({
  /** A short-lived way to the SFU; `rate_limited` where too many are being tried. */
  probe: (body: ProbeBody, { signal }: CallOptions = {}) =>
    rest.ask({
      method: 'POST',
      path: '/check/probe',
      json: { schema: ProbeBody, body },
      answer: ProbeAnswer,
      signal,
    }),
});

export type CheckApi = ReturnType<typeof checkApi>;
