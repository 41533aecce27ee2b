import type { Room } from '@converge/protocol/rest/rooms';
import { Files, MessageSquare, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { fileMarks } from '../../data/file-marks.ts';
import { useValue } from '../../data/use-value.ts';
import { type Tab, Tabs } from '../../design/tabs.tsx';
import { useWords } from '../../i18n/words.ts';
import { PeopleTab } from './people-tab.tsx';

export type RoomTab = 'conversation' | 'files' | 'people';

/** A room one isn't in the call of: what it holds, and while it is live, who is inside. */
export function QuietRoom({
  room,
  chat,
  questions,
  files,
  tab,
  onTab,
}: {
  room: Room;
  chat: ReactNode;
  /** Held until one decides about them. */
  questions: number;
  files: ReactNode;
  tab: RoomTab;
  onTab(tab: RoomTab): void;
}) {
  const t = useWords('room');
  const fresh = useValue(fileMarks(room.id));
  const people: Tab[] = room.live
    ? [
        {
          id: 'people',
          label: t('tab.people'),
          icon: <Users aria-hidden="true" className="size-4" />,
          badge: <span className="text-12 tabular">{room.live.count}</span>,
          content: <PeopleTab code={room.code} />,
        },
      ]
    : [];
  return (
    <Tabs
      label={t('tabs')}
      value={tab === 'people' && !room.live ? 'conversation' : tab}
      onChange={(id) => onTab(id as RoomTab)}
      tabs={[
        {
          id: 'conversation',
          label: t('tab.conversation'),
          icon: <MessageSquare aria-hidden="true" className="size-4" />,
          badge: questions > 0 && (
            <NewCount count={questions} label={t('questions', { count: questions })} />
          ),
          content: chat,
        },
        {
          id: 'files',
          label: t('tab.files'),
          icon: <Files aria-hidden="true" className="size-4" />,
          badge: fresh > 0 && <NewCount count={fresh} label={t('files.new', { count: fresh })} />,
          content: files,
        },
        ...people,
      ]}
    />
  );
}

/** How much waits there for this person. */
const NewCount = ({ count, label }: { count: number; label: string }) => (
  <span className="inline-flex min-w-5 items-center justify-center rounded-full bg-accent px-1 text-12 font-semibold text-on-accent tabular">
    <span aria-hidden="true">{count}</span>
    <span className="sr-only">{label}</span>
  </span>
);
