import type { Invite } from '@converge/protocol/rest/invites';
import type { Room } from '@converge/protocol/rest/rooms';
import { useWords } from '../../i18n/words.ts';
import { useNow } from '../page/use-now.ts';
import { EndedInvite, WorkingInvite } from './invite-row.tsx';
import { inviteState } from './invite-state.ts';

/** How often it is looked at again whether one is about to end, or has. */
const lookMs = 10_000;

/** The room's invites: those that work, newest first; the ended ones folded away. */
export function InviteList({
  room,
  invites,
}: {
  room: Pick<Room, 'id' | 'name' | 'code'>;
  invites: readonly Invite[];
}) {
  const t = useWords('invites');
  const now = useNow(lookMs);
  const newestFirst = invites.toSorted((a, b) => b.createdAt - a.createdAt);
  const all = newestFirst.map((invite) => ({ invite, state: inviteState(invite, now) }));
  const ended = all.filter(({ state }) => state.kind !== 'working');
  if (all.length === 0) return <p className="py-2 text-13 text-muted">{t('list.empty')}</p>;
  return (
    <>
      <ul className="flex flex-col gap-2">
        {all.map(
          ({ invite, state }) =>
            state.kind === 'working' && (
              <WorkingInvite key={invite.id} room={room} invite={invite} state={state} />
            ),
        )}
      </ul>
      {ended.length > 0 && (
        <details className="text-13">
          <summary className="min-h-(--size-control-small) text-muted">
            {t('ended.show', { count: ended.length })}
          </summary>
          <ul className="mt-2 flex flex-col divide-y divide-line">
            {ended.map(
              ({ invite, state }) =>
                state.kind !== 'working' && (
                  <EndedInvite key={invite.id} invite={invite} kind={state.kind} />
                ),
            )}
          </ul>
        </details>
      )}
    </>
  );
}
