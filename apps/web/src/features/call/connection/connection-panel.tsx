import type { CallMeasure } from '@converge/client/call/types';
import type { Value } from '@converge/client/state/value';
import type { CallStatistics } from '@converge/protocol/realtime/call';
import { useState } from 'react';
import { Tabs } from '../../../design/tabs.tsx';
import { useWords } from '../../../i18n/words.ts';
import type { PersonModel } from '../model/people.ts';
import { Everybody } from './everybody.tsx';
import { OwnLine } from './own-line.tsx';

export interface ConnectionPanelProps {
  people: readonly PersonModel[];
  measures: Value<readonly CallMeasure[]>;
  startedAt: number;
  /** How the room is called. */
  room: string;
  /** The numbers of all; null: they are not for this person. */
  statistics: (() => Promise<CallStatistics>) | null;
}

/** How good the line is and why: one's own, and for who leads the room everybody's. */
export default function ConnectionPanel({
  people,
  measures,
  startedAt,
  room,
  statistics,
}: ConnectionPanelProps) {
  const t = useWords('connection');
  const [tab, setTab] = useState('own');
  const own = <OwnLine people={people} measures={measures} />;
  if (!statistics) return <div className="min-h-0 grow overflow-y-auto">{own}</div>;
  return (
    <Tabs
      label={t('tabs')}
      value={tab}
      onChange={setTab}
      tabs={[
        {
          id: 'own',
          label: t('own'),
          content: <div className="min-h-0 grow overflow-y-auto">{own}</div>,
        },
        {
          id: 'all',
          label: t('all'),
          content: (
            <div className="min-h-0 grow overflow-y-auto">
              <Everybody
                people={people}
                startedAt={startedAt}
                room={room}
                statistics={statistics}
              />
            </div>
          ),
        },
      ]}
    />
  );
}
