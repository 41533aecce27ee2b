import { fileName, momentCells, toCsv } from '@converge/protocol/csv';
import type { CallStatistics } from '@converge/protocol/realtime/call';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { saveFile } from '../../../data/save-file.ts';
import { Button } from '../../../design/button.tsx';
import { Dialog } from '../../../design/dialog.tsx';
import { useFormat } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/words.ts';
import { useStatistics } from '../connection/use-statistics.ts';
import type { PersonModel } from '../model/people.ts';
import { atFirst, fileColumns, fileOf, orderedBy, rowsOf, sorted } from './model.ts';
import { MonitorCards } from './monitor-cards.tsx';
import { MonitorTable } from './monitor-table.tsx';
import { useMonitorWords } from './use-monitor-words.ts';

/** Everybody's line, address, browser and devices, as it is now; for who leads the room. */
export default function MonitoringDialog({
  people,
  room,
  statistics,
  onClose,
}: {
  people: readonly PersonModel[];
  /** How the room is called, for the file. */
  room: string;
  statistics: () => Promise<CallStatistics>;
  onClose(): void;
}) {
  const t = useWords('monitoring');
  const common = useWords('common');
  const format = useFormat();
  const words = useMonitorWords();
  const [order, setOrder] = useState(atFirst);
  const rows = sorted(rowsOf(people, useStatistics(statistics)), order, format.compare);
  const save = () => {
    const head = Object.fromEntries(
      fileColumns.map((column) => [column, t(`file.${column}`)]),
    ) as Parameters<typeof fileOf>[1]['head'];
    const name = [room, t('title'), momentCells()(Date.now()).slice(0, 16)].join(' ');
    saveFile(fileName(name, 'csv'), toCsv(fileOf(rows, { head, ...words })));
  };
  return (
    <Dialog
      open
      width="full"
      onClose={onClose}
      title={t('title')}
      description={t('hint')}
      closeLabel={common('close')}
      footer={
        <Button icon={<Download aria-hidden="true" className="size-4" />} onClick={save}>
          {t('save')}
        </Button>
      }
    >
      <MonitorTable
        rows={rows}
        order={order}
        onOrder={(column) => setOrder(orderedBy(column, order))}
      />
      <MonitorCards rows={rows} order={order} onOrder={setOrder} />
    </Dialog>
  );
}
