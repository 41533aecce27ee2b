/**
 * What any visitor's first page needs, in one answer.
 *
 *   GET /space -> SpaceAnswer
 */
import * as z from 'zod/mini';
import { Me } from './me.ts';

/** Who may make an account: everybody, nobody, or whoever has the space's link. */
export const Registration = z.enum(['open', 'closed', 'invited']);
export type Registration = z.infer<typeof Registration>;

export const SpaceAnswer = z.object({
  name: z.string(),
  /** Where its logo is found; null: ours. */
  logo: z.nullable(z.string()),
  registration: Registration,
  /** True until the first account, which becomes the admin, exists. */
  fresh: z.boolean(),
  /** What links to this space begin with, where its configuration says it; null: as one reached it. */
  origin: z.nullable(z.string()),
  /** Under which origins others in the server's networks may reach it; told on its own machine alone. */
  nearby: z.array(z.string()),
  /** Whether mail goes out from here; if not, it lies with the server. */
  mail: z.boolean(),
  me: z.nullable(Me),
});
export type SpaceAnswer = z.infer<typeof SpaceAnswer>;
