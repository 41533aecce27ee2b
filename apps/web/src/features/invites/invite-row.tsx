import type { Invite } from '@converge/protocol/rest/invites';
import type { Room } from '@converge/protocol/rest/rooms';
import { Clock, Hourglass } from 'lucide-react';
import { useRevokeInvite } from '../../data/invites.ts';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { toast } from '../../design/toast.ts';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';
import { useFaultToast } from '../faults/use-fault-toast.ts';
import { roomName } from '../rooms/room-words.ts';
import type { InviteState } from './invite-state.ts';
import { ShareRow } from './share-row.tsx';

type Working = Extract<InviteState, { kind: 'working' }>;
type EndedKind = Exclude<InviteState, Working>['kind'];

/** An invite that works: what for, how long and how often still, and the ways to hand it on. */
export function WorkingInvite({
  room,
  invite,
  state,
}: {
  room: Pick<Room, 'id' | 'name' | 'code'>;
  invite: Invite;
  state: Working;
}) {
  const t = useWords('invites');
  const revoking = useRevokeInvite(room.id);
  const showFault = useFaultToast();
  const label = invite.label || t('unnamed');

  async function revoke() {
    try {
      // Its answer comes when this row is gone already, so nothing may hang on the row.
      await revoking.mutateAsync(invite.id);
      toast({ title: t('revoked.toast') });
    } catch (error) {
      showFault(error);
    }
  }

  return (
    <li className="flex flex-col gap-2 rounded-card border border-line p-3">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-semibold text-strong">
          <span className="min-w-0 break-words">{label}</span>
          {state.soon && (
            <Badge tone="warning" icon={<Hourglass aria-hidden="true" className="size-3" />}>
              {t('state.soon')}
            </Badge>
          )}
          {state.lastUse && (
            <Badge tone="warning" icon={<Clock aria-hidden="true" className="size-3" />}>
              {t('state.almostUsed')}
            </Badge>
          )}
        </p>
        <Facts invite={invite} />
      </div>
      <ShareRow
        code={invite.code}
        roomName={roomName(room)}
        label={t('actionsOf', { label })}
        more={
          <Button
            look="quiet"
            busy={revoking.isPending}
            aria-label={t('revokeOf', { label })}
            onClick={() => void revoke()}
          >
            {t('revoke')}
          </Button>
        }
      />
    </li>
  );
}

/** How long and how often it works. */
function Facts({ invite }: { invite: Invite }) {
  const t = useWords('invites');
  const format = useFormat();
  const ends = invite.expiresAt
    ? t('ends', { when: format.relative(invite.expiresAt) })
    : t('endless');
  const used = invite.maxUses
    ? t('usedOf', { uses: invite.uses, max: invite.maxUses })
    : invite.uses > 0
      ? t('used', { count: invite.uses })
      : t('unused');
  return (
    <p
      className="text-13 text-muted tabular"
      title={invite.expiresAt ? format.dateTime(invite.expiresAt) : undefined}
    >
      {ends} · {used}
    </p>
  );
}

/** One that no longer works, and why. */
export function EndedInvite({ invite, kind }: { invite: Invite; kind: EndedKind }) {
  const t = useWords('invites');
  return (
    <li className="flex items-center justify-between gap-3 py-2 text-muted">
      <span className="min-w-0 truncate">
        {invite.label || t('unnamed')} · {t('used', { count: invite.uses })}
      </span>
      <Badge>{t(`state.${kind}`)}</Badge>
    </li>
  );
}
