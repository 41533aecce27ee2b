import type { Room } from '@converge/protocol/rest/rooms';
import { Dialog } from '../../design/dialog.tsx';
import { useWords } from '../../i18n/words.ts';
import { AuditList } from '../call/leading/audit-list.tsx';
import { BansList } from '../call/leading/bans-list.tsx';

/** What stays of moderation, for whoever keeps the room. */
export default function RoomLog({ room, onClose }: { room: Room; onClose(): void }) {
  const t = useWords('leading');
  const common = useWords('common');
  return (
    <Dialog open onClose={onClose} title={t('dialog.title')} closeLabel={common('close')}>
      {room.state === 'active' && (
        <>
          <h3 className="text-14 font-semibold text-strong">{t('bans')}</h3>
          <BansList roomId={room.id} />
        </>
      )}
      <h3 className="mt-5 text-14 font-semibold text-strong">{t('log')}</h3>
      <AuditList roomId={room.id} />
    </Dialog>
  );
}
