/**
 * Whether everything works that the space stands on, for its admins: what
 * `/readyz` and `npm run doctor` look at, as far as a running server can.
 *
 *   GET /admin/status -> StatusAnswer
 */
import * as z from 'zod/mini';
import { Timestamp } from '../ids.ts';

/** What is looked at, and what each may be found to be. The interface has the words, and a remedy. */
export const conditions = {
  database: ['fine', 'down'],
  worker: ['fine', 'down'],
  disk: ['fine', 'low', 'full', 'unknown'],
  relay: [
    'none',
    'fine',
    'silent',
    'refused',
    'unwilling',
    'certificate',
    'open',
    'noRelay',
    'address',
  ],
  https: [
    'off',
    'proxy',
    'proxyDistrusted',
    'selfSigned',
    'fine',
    'soon',
    'over',
    'early',
    'otherName',
    'otherKey',
    'unreadable',
  ],
  clock: ['fine', 'off', 'unknown'],
  mail: ['folder', 'fine', 'silent'],
  version: ['fine'],
} as const;
export type StatusPart = keyof typeof conditions;
export type ConditionOf<Part extends StatusPart> = (typeof conditions)[Part][number];
export const statusParts = Object.keys(conditions) as [StatusPart, ...StatusPart[]];

export const Reading = z.object({
  part: z.enum(statusParts),
  /** fine: right. warning: works, but. broken: doesn't work. */
  level: z.enum(['fine', 'warning', 'broken']),
  /** One of the part's `conditions`. */
  condition: z.string(),
  /** Numbers and names for the words: bytes, days, hosts, milliseconds. */
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Reading = z.infer<typeof Reading>;

export const StatusAnswer = z.object({ at: Timestamp, readings: z.array(Reading) });
export type StatusAnswer = z.infer<typeof StatusAnswer>;
