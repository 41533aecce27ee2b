import type { JoinCode, RoomId } from '@converge/protocol/ids';
import type { Live } from '@converge/protocol/rest/rooms';
import { ConfirmDialog } from '../../../design/confirm-dialog.tsx';
import { useWords } from '../../../i18n/words.ts';
import { roomName } from '../../rooms/room-words.ts';
import { useAct } from './use-act.ts';

export type ConfirmedAct = 'end' | 'archive' | 'delete';

export interface NamedRoom {
  readonly id: RoomId;
  readonly name: string;
  readonly code: JoinCode;
  readonly live: Live | null;
}

/** Asks, naming the room and how many are inside, and does it. */
export default function ConfirmAct({
  act: what,
  room,
  onClose,
}: {
  act: ConfirmedAct;
  room: NamedRoom;
  onClose(): void;
}) {
  const t = useWords('adminRooms');
  const common = useWords('common');
  const { act, busy } = useAct();
  return (
    <ConfirmDialog
      open
      title={t(`confirm.${what}.title`, { name: roomName(room) })}
      confirmLabel={t(`confirm.${what}.yes`)}
      cancelLabel={common('cancel')}
      busy={busy}
      onCancel={onClose}
      onConfirm={() => void act(what, room).then((done) => done && onClose())}
    >
      {room.live && (
        <p className="mb-2 font-semibold text-danger-text">
          {t('confirm.live', { count: room.live.count })}
        </p>
      )}
      <p>{t(`confirm.${what}.help`)}</p>
    </ConfirmDialog>
  );
}
