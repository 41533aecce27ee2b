import type { Room } from '@converge/protocol/rest/rooms';
import { MessageSquare, Users } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Tabs } from '../../design/tabs.tsx';
import { useWords } from '../../i18n/words.ts';
import { PeopleTab } from './people-tab.tsx';

/** A room one isn't in the call of: what it holds, and while it is live, who is inside. */
export function QuietRoom({ room, chat }: { room: Room; chat: ReactNode }) {
  const t = useWords('room');
  const [tab, setTab] = useState('conversation');
  if (!room.live) return chat;
  return (
    <Tabs
      label={t('tabs')}
      value={tab}
      onChange={setTab}
      tabs={[
        {
          id: 'conversation',
          label: t('tab.conversation'),
          icon: <MessageSquare aria-hidden="true" className="size-4" />,
          content: chat,
        },
        {
          id: 'people',
          label: t('tab.people'),
          icon: <Users aria-hidden="true" className="size-4" />,
          badge: <span className="text-12 tabular">{room.live.count}</span>,
          content: <PeopleTab code={room.code} />,
        },
      ]}
    />
  );
}
