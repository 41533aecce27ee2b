import type { Room } from '@converge/protocol/rest/rooms';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useInvites } from '../../data/invites.ts';
import { useLinkOrigin } from '../../data/link-origin.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { useWords } from '../../i18n/words.ts';
import { QueryFault } from '../faults/query-fault.tsx';
import { joinPath, roomName } from '../rooms/room-words.ts';
import { InviteList } from './invite-list.tsx';
import { NewInvite } from './new-invite.tsx';
import { OnlyHere } from './only-here.tsx';
import { ShareRow } from './share-row.tsx';

type Invited = Pick<Room, 'id' | 'code' | 'name' | 'access'>;

/** Everything that brings people into a room: its own link, and invites with an end. */
export default function InvitesDialog({ room, onClose }: { room: Invited; onClose(): void }) {
  const t = useWords('invites');
  const common = useWords('common');
  const { origin } = useLinkOrigin();
  const name = roomName(room);
  const path = joinPath(room.code);
  const isPrivate = room.access === 'private';
  return (
    <Dialog open onClose={onClose} title={t('title', { name })} closeLabel={common('close')}>
      <div className="flex flex-col gap-8">
        <section className="flex flex-col gap-3">
          <div>
            <h3 className="text-14">{t('room.title')}</h3>
            <p className="text-13 text-muted">{t(isPrivate ? 'room.private' : 'room.open')}</p>
          </div>
          <p className="rounded-control bg-surface-2 px-3 py-2 font-mono text-13 break-all text-strong select-all">
            {origin}
            {path}
          </p>
          <ShareRow code={room.code} roomName={name} label={t('actionsOf', { label: name })} />
          <OnlyHere path={path} />
        </section>
        <Invites room={room} />
      </div>
    </Dialog>
  );
}

function Invites({ room }: { room: Invited }) {
  const t = useWords('invites');
  const invites = useInvites(room.id);
  const [making, setMaking] = useState(false);
  return (
    <section className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 grow basis-60">
          <h3 className="text-14">{t('list.title')}</h3>
          <p className="text-13 text-muted">{t('list.help')}</p>
        </div>
        {!making && (
          <Button
            icon={<Plus aria-hidden="true" className="size-4" />}
            onClick={() => setMaking(true)}
          >
            {t('create')}
          </Button>
        )}
      </div>
      {making && <NewInvite room={room} onDone={() => setMaking(false)} />}
      {invites.data ? (
        <InviteList room={room} invites={invites.data} />
      ) : invites.isError ? (
        <QueryFault error={invites.error} onRetry={() => void invites.refetch()} />
      ) : (
        <Skeleton className="h-20" />
      )}
    </section>
  );
}
