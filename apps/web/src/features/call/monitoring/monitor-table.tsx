import { ArrowDown, ArrowUp } from 'lucide-react';
import { Cell, HeadCell, Table } from '../../../design/table.tsx';
import { useFormat } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/words.ts';
import { useUnits } from '../connection/use-units.ts';
import { LineIcon } from '../tile/line-icon.tsx';
import { lineWord } from '../tile/line-words.ts';
import { type Column, columns, type MonitorRow, namesOf, type Order } from './model.ts';
import { recognised, useMonitorWords } from './use-monitor-words.ts';

const numeric: ReadonlySet<Column> = new Set([
  'joined',
  'roundTrip',
  'loss',
  'jitter',
  'sends',
  'receives',
]);

/** One row for each device; a click on a column's head sorts by it. */
export function MonitorTable({
  rows,
  order,
  onOrder,
}: {
  rows: readonly MonitorRow[];
  order: Order;
  onOrder(column: Column): void;
}) {
  const t = useWords('monitoring');
  return (
    <div className="max-md:hidden">
      <Table
        dense
        label={t('title')}
        head={columns.map((column) => (
          <HeadCell
            key={column}
            sorted={order.column === column ? order.direction : undefined}
            onSort={() => onOrder(column)}
            className={numeric.has(column) ? '[&_button]:ml-auto' : ''}
          >
            {t(`column.${column}`)}
          </HeadCell>
        ))}
      >
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </Table>
    </div>
  );
}

function Row({ row }: { row: MonitorRow }) {
  const t = useWords('monitoring');
  const call = useWords('call');
  const format = useFormat();
  const units = useUnits();
  const words = useMonitorWords();
  const { name, self, address, joinedAt, route, line, devices } = row;
  const number = 'text-right tabular whitespace-nowrap';
  return (
    <tr className="text-13">
      <th scope="row" className="max-w-40 py-2 text-left text-14 font-regular text-strong">
        <span className="block truncate" title={name}>
          {name}
        </span>
        {self && <span className="block text-12 text-muted">{call('tile.you')}</span>}
      </th>
      <Cell className="max-w-40 tabular [overflow-wrap:anywhere]">{address ?? '–'}</Cell>
      <Cell>
        <span className="block">{recognised(row.browser) ?? words.client(row)}</span>
        {recognised(row.browser) && recognised(row.system) && (
          <span className="block text-12 text-muted">{row.system}</span>
        )}
      </Cell>
      <Cell>
        <span className="block">{words.state(row)}</span>
        {route && <span className="block text-12 text-muted">{words.route(route)}</span>}
      </Cell>
      <Cell>
        <span className="flex items-center gap-1.5" title={words.quality(row)}>
          <LineIcon line={line} className="size-3.5 shrink-0" />
          {lineWord(call, line)}
        </span>
      </Cell>
      <Cell className={number}>{joinedAt === null ? '–' : format.time(joinedAt)}</Cell>
      <Cell className={number}>{units.milliseconds(row.roundTrip)}</Cell>
      <Cell className={number}>
        <Losses row={row} />
      </Cell>
      <Cell className={number}>{units.milliseconds(row.jitter)}</Cell>
      <Cell className={number}>{units.rate(row.sentRate)}</Cell>
      <Cell className={number}>{units.rate(row.receivedRate)}</Cell>
      <Cell className="max-w-44">
        {devices ? (
          namesOf(devices).map((label) => (
            <span key={label} className="block truncate text-12" title={label}>
              {label}
            </span>
          ))
        ) : (
          <span className="text-12 text-muted">{t('devices.untold')}</span>
        )}
      </Cell>
    </tr>
  );
}

/** What got lost on the way up, and on the way down. */
export function Losses({ row }: { row: MonitorRow }) {
  const t = useWords('connection');
  const units = useUnits();
  const ways = [
    { icon: ArrowUp, label: t('sent'), share: row.sentLoss },
    { icon: ArrowDown, label: t('received'), share: row.receivedLoss },
  ];
  return ways.map(({ icon: Icon, label, share }) => (
    <span key={label} className="flex items-center justify-end gap-1" title={label}>
      <Icon aria-hidden="true" className="size-3.5 text-muted" />
      <span className="sr-only">{label}</span>
      {units.share(share)}
    </span>
  ));
}
