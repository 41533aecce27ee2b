import { can } from '@converge/protocol/permissions';
import type { Room } from '@converge/protocol/rest/rooms';
import { type ReactNode, useState } from 'react';
import { useUpdateRoom } from '../../../data/rooms.ts';
import { useWords } from '../../../i18n/words.ts';
import { useFaultToast } from '../../faults/use-fault-toast.ts';
import { useRoomActor } from '../../room/use-room-actor.ts';
import { PolicyFields } from '../../rooms/policy-fields.tsx';
import { AuditList } from './audit-list.tsx';
import { BansList } from './bans-list.tsx';
import { DoorField } from './door-field.tsx';

/** What everybody may do and who comes in, while the call goes on: each change acts at once. */
export default function RightsPanel({ room }: { room: Room }) {
  const t = useWords('leading');
  const showFault = useFaultToast();
  const { mutateAsync } = useUpdateRoom();
  const actor = useRoomActor(room.role);
  const change = (body: Parameters<typeof mutateAsync>[0]['body']) =>
    void mutateAsync({ id: room.id, body }).catch(showFault);
  return (
    <div className="flex min-h-0 grow flex-col gap-6 overflow-y-auto p-4">
      <DoorField value={room.door} onChange={(door) => change({ door })} />
      <section aria-labelledby="rights-policy">
        <h3 id="rights-policy" className="text-14 font-semibold text-strong">
          {t('policy')}
        </h3>
        <p className="mb-2 text-13 text-muted">{t('policy.hint')}</p>
        <PolicyFields
          policy={room.policy}
          onChange={(capability, allowance) => change({ policy: { [capability]: allowance } })}
        />
      </section>
      <Folded title={t('bans')}>
        <BansList roomId={room.id} />
      </Folded>
      {can(actor, 'room.audit', room) && (
        <Folded title={t('log')}>
          <AuditList roomId={room.id} />
        </Folded>
      )}
    </div>
  );
}

/** Asked of the server only when somebody looks. */
function Folded({ title, children }: { title: string; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="cursor-pointer rounded-control py-1 text-14 font-semibold text-strong">
        {title}
      </summary>
      {open && <div className="pt-1">{children}</div>}
    </details>
  );
}
