import type { ReactNode } from 'react';
import { Field } from '../../../design/field.tsx';
import { Select } from '../../../design/select.tsx';
import { useFormat } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/words.ts';
import { useUnits } from '../connection/use-units.ts';
import { LineIcon } from '../tile/line-icon.tsx';
import { lineWord } from '../tile/line-words.ts';
import { columns, type MonitorRow, namesOf, type Order, orderedBy } from './model.ts';
import { Losses } from './monitor-table.tsx';
import { useMonitorWords } from './use-monitor-words.ts';

/** The same where a table has no room: a card for each device. */
export function MonitorCards({
  rows,
  order,
  onOrder,
}: {
  rows: readonly MonitorRow[];
  order: Order;
  onOrder(order: Order): void;
}) {
  const t = useWords('monitoring');
  const choices = columns.map((column) => ({ value: column, label: t(`column.${column}`) }));
  return (
    <div className="flex flex-col gap-3 md:hidden">
      <Field label={t('sort')}>
        {(control) => (
          <Select
            {...control}
            value={order.column}
            choices={choices}
            onChange={(column) => onOrder(orderedBy(column, order))}
          />
        )}
      </Field>
      <ul aria-label={t('title')} className="flex flex-col gap-3">
        {rows.map((row) => (
          <Card key={row.id} row={row} />
        ))}
      </ul>
    </div>
  );
}

function Card({ row }: { row: MonitorRow }) {
  const t = useWords('monitoring');
  const call = useWords('call');
  const format = useFormat();
  const units = useUnits();
  const words = useMonitorWords();
  const { name, address, joinedAt, route, line, devices } = row;
  const facts: readonly (readonly [label: string, value: ReactNode])[] = [
    [t('column.address'), address ?? '–'],
    [t('column.browser'), words.client(row)],
    [
      t('column.state'),
      [words.state(row), route && words.route(route)].filter(Boolean).join(' · '),
    ],
    [t('column.joined'), joinedAt === null ? '–' : format.time(joinedAt)],
    [t('column.roundTrip'), units.milliseconds(row.roundTrip)],
    [t('column.loss'), <Losses key="loss" row={row} />],
    [t('column.jitter'), units.milliseconds(row.jitter)],
    [t('column.sends'), units.rate(row.sentRate)],
    [t('column.receives'), units.rate(row.receivedRate)],
    [t('column.devices'), devices ? namesOf(devices).join(', ') || '–' : t('devices.untold')],
  ];
  return (
    <li className="rounded-card border border-line bg-surface-0 p-3">
      <p className="flex items-start justify-between gap-3">
        <span className="min-w-0 text-14 text-strong [overflow-wrap:anywhere]">{name}</span>
        <span className="flex shrink-0 items-center gap-1.5 text-12">
          <LineIcon line={line} className="size-3.5" />
          {lineWord(call, line)}
        </span>
      </p>
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-13">
        {facts.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-muted">{label}</dt>
            <dd className="text-right text-normal tabular [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
