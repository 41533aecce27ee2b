/** How the space does, for its admins. */
import { HealthAnswer, type HealthSpan, LiveAnswer } from '@converge/protocol/rest/health';
import { StatusAnswer } from '@converge/protocol/rest/status';
import { type CallOptions, queryOf, type Rest } from './rest.ts';

export const healthApi = (rest: Rest) => ({
  /** Over the last hour in steps of ten seconds, or the last day in minutes. forbidden. */
  look: (span: HealthSpan, { signal }: CallOptions = {}) =>
    rest.ask({
      method: 'GET',
      path: `/admin/health${queryOf({ span })}`,
      answer: HealthAnswer,
      signal,
    }),
  /** The calls that go on, the fullest first. forbidden. */
  live: ({ signal }: CallOptions = {}) =>
    rest.ask({ method: 'GET', path: '/admin/live', answer: LiveAnswer, signal }),
  /** Whether everything works that the space stands on. forbidden. */
  status: ({ signal }: CallOptions = {}) =>
    rest.ask({ method: 'GET', path: '/admin/status', answer: StatusAnswer, signal }),
});
