/** What others did between two looks at the call: for sounds, and for who doesn't see it. Pure. */
import type { ParticipantId } from '@converge/protocol/ids';
import type { Participant } from '@converge/protocol/realtime/call';

export interface CallNews {
  readonly kind: 'joined' | 'left' | 'hand' | 'sharing';
  readonly name: string;
}

/** Nothing about oneself; and nothing at all for the first look, or after coming back. */
export function newsOf(
  before: readonly Participant[],
  after: readonly Participant[],
  me: ParticipantId,
): CallNews[] {
  if (!before.some(({ id }) => id === me)) return [];
  const known = new Map(before.map((one) => [one.id, one]));
  const here = new Set(after.map(({ id }) => id));
  const gone = before
    .filter(({ id }) => id !== me && !here.has(id))
    .map((one): CallNews => ({ kind: 'left', name: one.person.name }));
  const came = after
    .filter(({ id }) => id !== me)
    .flatMap((one): CallNews[] => {
      const old = known.get(one.id);
      const name = one.person.name;
      if (!old) return [{ kind: 'joined', name }];
      const hand = one.handRaisedAt !== null && old.handRaisedAt === null;
      const shares = one.media.screen === 'on' && old.media.screen !== 'on';
      return [
        ...(hand ? [{ kind: 'hand', name } as const] : []),
        ...(shares ? [{ kind: 'sharing', name } as const] : []),
      ];
    });
  return [...came, ...gone];
}
