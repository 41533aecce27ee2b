import type { Room } from '@converge/protocol/rest/rooms';
import { Link } from 'react-router';
import { useSetArchived } from '../../data/rooms.ts';
import { Button, buttonClass } from '../../design/button.tsx';
import { cx } from '../../design/cx.ts';
import { useWords } from '../../i18n/words.ts';
import { useFaultToast } from '../faults/use-fault-toast.ts';
import { joinPath, roomName } from './room-words.ts';
import { useRights } from './use-rights.ts';

/** The one click of a row or card: join what is live, start what is quiet, bring back what is archived. */
export function MainAction({ room, className }: { room: Room; className?: string }) {
  const t = useWords('rooms');
  const common = useWords('common');
  const rights = useRights(room);
  const archiving = useSetArchived();
  const showFault = useFaultToast();
  const name = roomName(room);
  if (room.state === 'archived') {
    if (!rights.archive) return null;
    return (
      <Button
        className={className}
        busy={archiving.isPending}
        onClick={() =>
          void archiving.mutateAsync({ id: room.id, archived: false }).catch(showFault)
        }
      >
        {t('restore')}
      </Button>
    );
  }
  return (
    <Link
      to={joinPath(room.code)}
      aria-label={t(room.live ? 'joinIn' : 'startIn', { name })}
      className={cx(buttonClass(room.live ? 'primary' : 'secondary'), className)}
    >
      {room.live ? common('join') : t('start')}
    </Link>
  );
}
