/** Who did what in the whole space, for its admins; whoever else asks gets `forbidden`. */
import { LogAnswer, type LogFileQuery, type LogQuery } from '@converge/protocol/rest/log';
import { REST_PREFIX } from '@converge/protocol/version';
import { type CallOptions, queryOf, type Rest } from './rest.ts';

/** Where the lines that fit can be fetched as a file. */
export const logUrl = (query: LogFileQuery): string =>
  `${REST_PREFIX}/admin/log.csv${queryOf({ ...query })}`;

export const logApi = (rest: Rest) => ({
  /** One page of those that fit, the latest first. */
  find: (query: LogQuery, { signal }: CallOptions = {}) =>
    rest.ask({
      method: 'GET',
      path: `/admin/log${queryOf({ ...query })}`,
      answer: LogAnswer,
      signal,
    }),
});
