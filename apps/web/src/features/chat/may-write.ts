import { type Actor, can, type Preset, type RoomRules } from '@converge/protocol/permissions';

/** Whether one writes here, and if not, why (SPEC CHAT-6). */
export type MayWrite = 'yes' | 'questions' | 'announcements' | 'moderators' | 'archived';

export function mayWrite(actor: Actor, rules: RoomRules, preset: Preset): MayWrite {
  if (rules.state === 'archived') return 'archived';
  if (can(actor, 'chat', rules)) return 'yes';
  if (can(actor, 'chat.ask', rules)) return 'questions';
  return preset === 'class' ? 'announcements' : 'moderators';
}
