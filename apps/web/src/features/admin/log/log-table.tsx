import type { LogEntry } from '@converge/protocol/rest/log';
import { Link } from 'react-router';
import { Cell, HeadCell, Table } from '../../../design/table.tsx';
import { useFormat } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/words.ts';
import { roomPath } from '../../rooms/room-words.ts';
import { useLogWords } from './log-words.ts';

/** One line for each act, the latest first. */
export function LogTable({ entries }: { entries: readonly LogEntry[] }) {
  const t = useWords('adminLog');
  const format = useFormat();
  const say = useLogWords();
  return (
    <Table
      label={t('table')}
      head={
        <>
          <HeadCell className="max-md:hidden">{t('column.time')}</HeadCell>
          <HeadCell>{t('column.what')}</HeadCell>
          <HeadCell className="max-md:hidden">{t('column.room')}</HeadCell>
        </>
      }
    >
      {entries.map((entry) => (
        <tr key={entry.id} className="align-top hover:bg-surface-2">
          <Cell className="align-top whitespace-nowrap text-muted tabular max-md:hidden">
            <Time at={entry.at} />
          </Cell>
          <Cell className="w-full align-top wrap-anywhere">
            <span className="block text-12 text-muted tabular md:hidden">
              {format.dateTime(entry.at)}
            </span>
            {say(entry)}
            <span className="block text-13 text-muted md:hidden">
              <Room room={entry.room} />
            </span>
          </Cell>
          <Cell className="min-w-32 align-top wrap-anywhere text-muted max-md:hidden">
            <Room room={entry.room} />
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

function Time({ at }: { at: number }) {
  const format = useFormat();
  return <time dateTime={new Date(at).toISOString()}>{format.dateTime(at)}</time>;
}

/** A way to it for as long as it is there. */
function Room({ room }: { room: LogEntry['room'] }) {
  if (!room) return null;
  return room.here ? (
    <Link to={roomPath(room.id)} className="text-accent-text hover:underline">
      {room.name}
    </Link>
  ) : (
    room.name
  );
}
