/**
 * What any visitor's first page needs, in one answer.
 *
 *   GET /space -> SpaceAnswer
 */
import * as z from 'zod/mini';
import { Me } from './me.ts';

export const SpaceAnswer = z.object({
  name: z.string(),
  registration: z.enum(['open', 'closed']),
  /** True until the first account, which becomes the admin, exists. */
  fresh: z.boolean(),
  me: z.nullable(Me),
});
export type SpaceAnswer = z.infer<typeof SpaceAnswer>;
