import type { Room } from '@converge/protocol/rest/rooms';
import { ConfirmDialog } from '../../../design/confirm-dialog.tsx';
import { useWords } from '../../../i18n/words.ts';
import { roomName } from '../room-words.ts';
import type { Act } from './acts.ts';

/** So many are named; the rest is a number. */
const named = 8;

/** Asks, naming the rooms, before several are deleted, or are archived while some are live. */
export default function AskSeveral({
  act,
  rooms,
  onConfirm,
  onCancel,
}: {
  act: Act;
  rooms: readonly Room[];
  onConfirm(): void;
  onCancel(): void;
}) {
  const t = useWords('roomsSeveral');
  const common = useWords('common');
  const what = act === 'delete' ? 'delete' : 'archive';
  const live = rooms.filter((room) => room.live !== null).length;
  const more = rooms.length - named;
  return (
    <ConfirmDialog
      open
      title={t(`ask.${what}.title`, { count: rooms.length })}
      confirmLabel={t(`ask.${what}.yes`)}
      cancelLabel={common('cancel')}
      onCancel={onCancel}
      onConfirm={onConfirm}
    >
      {live > 0 && (
        <p className="mb-2 font-semibold text-danger-text">{t('ask.live', { count: live })}</p>
      )}
      <p>{t(`ask.${what}.help`)}</p>
      <ul className="mt-3 list-disc pl-5 text-strong">
        {rooms.slice(0, named).map((room) => (
          <li key={room.id} className="wrap-anywhere">
            {roomName(room)}
          </li>
        ))}
        {more > 0 && <li className="list-none text-muted">{t('ask.more', { count: more })}</li>}
      </ul>
    </ConfirmDialog>
  );
}
