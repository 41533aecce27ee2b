import { usePeopleBySize } from '../../../data/storage.ts';
import { Avatar } from '../../../design/avatar.tsx';
import { Badge } from '../../../design/badge.tsx';
import { Skeleton } from '../../../design/skeleton.tsx';
import { EmptyState } from '../../../design/states.tsx';
import { Cell, HeadCell, Table } from '../../../design/table.tsx';
import { useFormat } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/words.ts';
import { QueryFault } from '../../faults/query-fault.tsx';
import { Paging } from '../frame/paging.tsx';
import { useSort } from './use-sort.ts';

/** People by what their files take, in all rooms together. */
export function PeopleBySize() {
  const t = useWords('adminStorage');
  const format = useFormat();
  const { query, head, offset, setOffset } = useSort();
  const people = usePeopleBySize(query);
  if (people.isError && !people.data) {
    return <QueryFault error={people.error} onRetry={() => void people.refetch()} />;
  }
  if (!people.data) return <Skeleton className="h-80 rounded-card" />;
  if (people.data.total === 0) return <EmptyState title={t('people.none')} />;
  return (
    <>
      <Table
        label={t('people.table')}
        head={
          <>
            <HeadCell {...head('name')}>{t('column.person')}</HeadCell>
            <HeadCell className="max-md:hidden">{t('column.rooms')}</HeadCell>
            <HeadCell className="max-md:hidden" {...head('count')}>
              {t('column.files')}
            </HeadCell>
            <HeadCell {...head('bytes')}>{t('column.size')}</HeadCell>
          </>
        }
      >
        {people.data.people.map(({ id, name, kind, rooms, count, bytes }) => (
          <tr key={id} className="hover:bg-surface-2">
            <th scope="row" className="w-full px-4 py-2 text-left font-semibold">
              <span className="flex items-center gap-3">
                <Avatar id={id} name={name} picture={null} />
                <span className="flex min-w-0 flex-wrap items-center gap-x-2 text-strong">
                  <span className="wrap-anywhere">{name}</span>
                  {kind === 'guest' && <Badge>{t('guest')}</Badge>}
                </span>
              </span>
            </th>
            <Cell className="text-muted tabular max-md:hidden">{format.number(rooms)}</Cell>
            <Cell className="text-muted tabular max-md:hidden">{format.number(count)}</Cell>
            <Cell className="whitespace-nowrap text-strong tabular">{format.bytes(bytes)}</Cell>
          </tr>
        ))}
      </Table>
      <Paging
        offset={offset}
        shown={people.data.people.length}
        total={people.data.total}
        onTurn={setOffset}
      />
    </>
  );
}
