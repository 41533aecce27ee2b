import type { PersonId } from '@converge/protocol/ids';
import type { Room } from '@converge/protocol/rest/rooms';
import { Scale } from 'lucide-react';
import { useState } from 'react';
import { useHandOver } from '../../../data/admin.ts';
import { useBanRoomPerson, useChangeRoomPerson, useRoomPeople } from '../../../data/room-people.ts';
import { useMe } from '../../../data/space.ts';
import { Avatar } from '../../../design/avatar.tsx';
import { IconButton } from '../../../design/icon-button.tsx';
import { Skeleton } from '../../../design/skeleton.tsx';
import { toast } from '../../../design/toast.ts';
import { type Translate, useWords } from '../../../i18n/words.ts';
import { QueryFault } from '../../faults/query-fault.tsx';
import { useFaultToast } from '../../faults/use-fault-toast.ts';
import { RightChip } from '../people/right-chip.tsx';
import PersonDialog from './person-dialog.tsx';
import { type RoomPersonModel, roomPeopleOf } from './room-people.ts';

/** Everybody who belongs to the room, in its call or not, and what is decided about them. */
export function RoomPeopleList({ room }: { room: Room }) {
  const t = useWords('leading');
  const showFault = useFaultToast();
  const me = useMe();
  const query = useRoomPeople(room.id);
  const { mutateAsync: change } = useChangeRoomPerson(room.id);
  const { mutateAsync: ban } = useBanRoomPerson(room.id);
  const { mutateAsync: handOver } = useHandOver();
  const [open, setOpen] = useState<PersonId | null>(null);
  if (query.isError) return <QueryFault error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton className="h-40" />;
  const people = roomPeopleOf(query.data.people, room, {
    id: me?.id ?? null,
    actor: { spaceRole: me?.role ?? null, roomRole: room.role },
  });
  const person = people.find(({ id }) => id === open);
  const attempt = async (request: Promise<unknown>, done?: string) => {
    try {
      await request;
      if (done) toast({ title: done, tone: 'success' });
    } catch (error) {
      showFault(error);
    }
  };
  return (
    <>
      <ul aria-label={t('people')} className="flex flex-col divide-y divide-line">
        {people.map((one) => (
          <Row
            key={one.id}
            t={t}
            person={one}
            onOpen={() => setOpen(one.id)}
            onTakeBack={(capability) =>
              void attempt(change({ id: one.id, body: { capability, allowed: null } }))
            }
          />
        ))}
      </ul>
      {query.data.more && <p className="pt-2 text-13 text-muted">{t('people.more')}</p>}
      {person && (
        <PersonDialog
          person={person}
          onClose={() => setOpen(null)}
          actions={{
            grant: (capability, allowed) =>
              void attempt(change({ id: person.id, body: { capability, allowed } })),
            // Never asked: nobody here has a microphone.
            muteFirmly: () => undefined,
            appoint: (role) => void attempt(change({ id: person.id, body: { role } })),
            handOver: () =>
              void attempt(
                handOver({ id: room.id, to: person.id }),
                t('people.owns', { name: person.name }),
              ),
            ban: (address) =>
              void attempt(
                ban({ id: person.id, body: { address } }),
                t('people.out', { name: person.name }),
              ),
          }}
        />
      )}
    </>
  );
}

function Row({
  t,
  person,
  onOpen,
  onTakeBack,
}: {
  t: Translate<'leading'>;
  person: RoomPersonModel;
  onOpen(): void;
  onTakeBack(capability: RoomPersonModel['rights'][number]['capability']): void;
}) {
  const call = useWords('call');
  const { id, name, avatar, self, rights, may } = person;
  const what = whatTheyAre(t, person);
  return (
    <li className="flex items-start gap-3 py-2">
      <Avatar id={id} name={name} picture={avatar} />
      <span className="flex min-h-8 min-w-0 grow flex-col justify-center">
        {/* Whole: by the name one decides. */}
        <span className="block text-14 text-strong [overflow-wrap:anywhere]">
          {name}
          {self && <span className="text-muted"> · {call('tile.you')}</span>}
        </span>
        {what && <span className="block text-12 text-muted">{what}</span>}
        {rights.length > 0 && (
          <span className="flex flex-wrap gap-1.5 pt-1">
            {rights.map((right) => (
              <RightChip
                key={right.capability}
                right={right}
                onTakeBack={may.grant ? () => onTakeBack(right.capability) : null}
              />
            ))}
          </span>
        )}
      </span>
      {(may.grant || may.appoint || may.ban) && (
        <IconButton
          size="small"
          label={call('people.rights', { name })}
          icon={<Scale aria-hidden="true" className="size-4" />}
          onClick={onOpen}
        />
      )}
    </li>
  );
}

function whatTheyAre(t: Translate<'leading'>, { role, removed }: RoomPersonModel): string | null {
  if (removed) return t('people.removed');
  return role === 'participant' ? null : t(`people.${role}`);
}
