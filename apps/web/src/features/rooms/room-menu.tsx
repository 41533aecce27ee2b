import type { Room } from '@converge/protocol/rest/rooms';
import {
  Archive,
  ArchiveRestore,
  DoorOpen,
  EllipsisVertical,
  History,
  Link2,
  ScrollText,
  Settings2,
  Trash2,
  UserPlus,
} from 'lucide-react';
import { Suspense, useState } from 'react';
import { useNavigate } from 'react-router';
import { IconButton } from '../../design/icon-button.tsx';
import { lazyPart } from '../../design/lazy-part.ts';
import { Menu, type MenuEntry } from '../../design/menu.tsx';
import { useWords } from '../../i18n/words.ts';
import { roomName, roomPath } from './room-words.ts';
import { useArchive } from './use-archive.ts';
import { useCopyLink } from './use-copy-link.ts';
import { useRights } from './use-rights.ts';

const RoomSettings = lazyPart(() => import('./room-settings.tsx'));
const RoomLog = lazyPart(() => import('./room-log.tsx'));
const DeleteRoom = lazyPart(() => import('./delete-room.tsx'));
const ArchiveLive = lazyPart(() => import('./archive-live.tsx'));
const Invites = lazyPart(() => import('../invites/invites-dialog.tsx'));
const Reports = lazyPart(() => import('../call/reports/reports-dialog.tsx'));

type Window = 'invites' | 'log' | 'reports' | 'settings' | 'archive' | 'delete';

/** Everything one may do with a room besides entering it. */
export function RoomMenu({ room, className }: { room: Room; className?: string }) {
  const t = useWords('rooms');
  const rights = useRights(room);
  const navigate = useNavigate();
  const copyLink = useCopyLink();
  const archive = useArchive();
  const [open, setOpen] = useState<Window | null>(null);
  const close = () => setOpen(null);
  const name = roomName(room);
  const archived = room.state === 'archived';

  const entries: (MenuEntry | false)[] = [
    {
      id: 'open',
      label: t('open'),
      icon: <DoorOpen className="size-4" />,
      onSelect: () => navigate(roomPath(room.id)),
    },
    rights.invite && {
      id: 'invite',
      label: t('invite'),
      icon: <UserPlus className="size-4" />,
      onSelect: () => setOpen('invites'),
    },
    !archived && {
      id: 'copy',
      label: t('copyLink'),
      icon: <Link2 className="size-4" />,
      onSelect: () => void copyLink(room.code),
    },
    rights.lookBack && {
      id: 'reports',
      label: t('reports'),
      icon: <History className="size-4" />,
      onSelect: () => setOpen('reports'),
    },
    rights.configure && {
      id: 'settings',
      label: t('settings'),
      icon: <Settings2 className="size-4" />,
      onSelect: () => setOpen('settings'),
    },
    rights.audit && {
      id: 'log',
      label: t('log'),
      icon: <ScrollText className="size-4" />,
      onSelect: () => setOpen('log'),
    },
    (rights.archive || rights.delete) && { id: 'line', separator: true },
    rights.archive && {
      id: 'archive',
      label: archived ? t('restore') : t('archive'),
      icon: archived ? <ArchiveRestore className="size-4" /> : <Archive className="size-4" />,
      onSelect: () => (room.live ? setOpen('archive') : void archive(room, !archived)),
    },
    rights.delete && {
      id: 'delete',
      label: t('delete'),
      icon: <Trash2 className="size-4" />,
      danger: true,
      onSelect: () => setOpen('delete'),
    },
  ];

  return (
    <>
      <Menu
        label={t('menuOf', { name })}
        entries={entries.filter((entry) => entry !== false)}
        trigger={(props) => (
          <IconButton
            {...props}
            label={t('menuOf', { name })}
            {...(className ? { className } : {})}
            icon={<EllipsisVertical aria-hidden="true" className="size-5" />}
          />
        )}
      />
      <Suspense>
        {open === 'invites' && <Invites room={room} onClose={close} />}
        {open === 'reports' && <Reports room={room} onClose={close} />}
        {open === 'settings' && <RoomSettings room={room} onClose={close} />}
        {open === 'log' && <RoomLog room={room} onClose={close} />}
        {open === 'archive' && <ArchiveLive room={room} onClose={close} />}
        {open === 'delete' && <DeleteRoom room={room} onClose={close} />}
      </Suspense>
    </>
  );
}
