import type { Room } from '@converge/protocol/rest/rooms';
import { useState } from 'react';
import { Dialog } from '../../design/dialog.tsx';
import { type Tab, Tabs } from '../../design/tabs.tsx';
import { useWords } from '../../i18n/words.ts';
import { AuditList } from '../call/leading/audit-list.tsx';
import { BansList } from '../call/leading/bans-list.tsx';
import { RoomPeopleList } from '../call/leading/room-people-list.tsx';
import { useRights } from './use-rights.ts';

/** Who belongs to the room, who is kept out, and who did what, for whoever leads it. */
export default function RoomLog({ room, onClose }: { room: Room; onClose(): void }) {
  const t = useWords('leading');
  const common = useWords('common');
  const rights = useRights(room);
  const [shown, setShown] = useState('people');
  const tabs: (Tab | false)[] = [
    rights.people && {
      id: 'people',
      label: t('people'),
      content: <RoomPeopleList room={room} />,
    },
    rights.people && { id: 'bans', label: t('bans.tab'), content: <BansList roomId={room.id} /> },
    rights.audit && { id: 'log', label: t('log'), content: <AuditList roomId={room.id} /> },
  ];
  const theirs = tabs.filter((tab) => tab !== false);
  const [first] = theirs;
  return (
    <Dialog open onClose={onClose} title={t('dialog.title')} closeLabel={common('close')}>
      {theirs.length > 1 ? (
        // As high for each of them: the tabs stay where the pointer is.
        <div className="flex min-h-96 flex-col">
          <Tabs label={t('dialog.title')} tabs={theirs} value={shown} onChange={setShown} />
        </div>
      ) : (
        first?.content
      )}
    </Dialog>
  );
}
