import { type ErrorCode, isRetryable } from '@converge/protocol/errors';
import { type Actor, can, type Preset, type RoomRules } from '@converge/protocol/permissions';

/** Whether one writes here, and if not, why (SPEC CHAT-6). */
export type MayWrite = 'yes' | 'questions' | 'announcements' | 'moderators' | 'archived';

export function mayWrite(actor: Actor, rules: RoomRules, preset: Preset): MayWrite {
  if (rules.state === 'archived') return 'archived';
  if (can(actor, 'chat', rules)) return 'yes';
  if (can(actor, 'chat.ask', rules)) return 'questions';
  return preset === 'class' ? 'announcements' : 'moderators';
}

/** Refused for what one might not do then; it may be allowed by now. */
const ofRights: ReadonlySet<ErrorCode> = new Set(['forbidden', 'room_archived']);

/**
 * Whether the very same text may be taken if it is sent again (SPEC CHAT-12): one
 * writes here (again), and neither the text nor who wrote it was what was wrong.
 */
export const mayHelp = (code: ErrorCode, now: MayWrite): boolean =>
  now === 'yes' && (isRetryable(code) || ofRights.has(code));
