import type { Room } from '@converge/protocol/rest/rooms';
import {
  Archive,
  ArchiveRestore,
  CircleStop,
  EllipsisVertical,
  Trash2,
  UserCog,
} from 'lucide-react';
import { IconButton } from '../../../design/icon-button.tsx';
import { Menu, type MenuEntry } from '../../../design/menu.tsx';
import { useWords } from '../../../i18n/words.ts';
import { roomName } from '../../rooms/room-words.ts';
import type { ConfirmedAct, NamedRoom } from './confirm-act.tsx';
import { useAct } from './use-act.ts';

/** What lies over the page. */
export type RoomWindow =
  | { readonly kind: 'handOver'; readonly room: Room }
  | { readonly kind: 'confirm'; readonly act: ConfirmedAct; readonly room: NamedRoom };

/** What an admin does with any room. What ends a call, or can't be taken back, is asked first. */
export function AnyRoomMenu({ room, onOpen }: { room: Room; onOpen(window: RoomWindow): void }) {
  const t = useWords('adminRooms');
  const { act } = useAct();
  const name = roomName(room);
  const archived = room.state === 'archived';
  const ask = (what: ConfirmedAct) => onOpen({ kind: 'confirm', act: what, room });
  const entries: (MenuEntry | false)[] = [
    room.live !== null && {
      id: 'end',
      label: t('end'),
      icon: <CircleStop className="size-4" />,
      onSelect: () => ask('end'),
    },
    {
      id: 'hand-over',
      label: t('handOver'),
      icon: <UserCog className="size-4" />,
      onSelect: () => onOpen({ kind: 'handOver', room }),
    },
    {
      id: 'archive',
      label: t(archived ? 'restore' : 'archive'),
      icon: archived ? <ArchiveRestore className="size-4" /> : <Archive className="size-4" />,
      onSelect: () =>
        room.live ? ask('archive') : void act(archived ? 'restore' : 'archive', room),
    },
    { id: 'line', separator: true },
    {
      id: 'delete',
      label: t('delete'),
      icon: <Trash2 className="size-4" />,
      danger: true,
      onSelect: () => ask('delete'),
    },
  ];
  return (
    <Menu
      label={t('menuOf', { name })}
      entries={entries.filter((entry) => entry !== false)}
      trigger={(props) => (
        <IconButton
          {...props}
          label={t('menuOf', { name })}
          icon={<EllipsisVertical aria-hidden="true" className="size-5" />}
        />
      )}
    />
  );
}
