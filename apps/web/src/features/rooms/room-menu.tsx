import type { Room } from '@converge/protocol/rest/rooms';
import {
  Archive,
  ArchiveRestore,
  CircleStop,
  CopyPlus,
  DoorOpen,
  EllipsisVertical,
  Globe,
  GlobeLock,
  History,
  Link2,
  ScrollText,
  Settings2,
  Trash2,
  UserCog,
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
import { useOnMainPage } from './use-on-main-page.ts';
import { useRights } from './use-rights.ts';

const RoomSettings = lazyPart(() => import('./room-settings.tsx'));
const RoomLog = lazyPart(() => import('./room-log.tsx'));
const DeleteRoom = lazyPart(() => import('./delete-room.tsx'));
const CopyRoom = lazyPart(() => import('./copy-room.tsx'));
const EndCall = lazyPart(() => import('./end-call.tsx'));
const HandOver = lazyPart(() => import('./hand-over.tsx'));
const ArchiveLive = lazyPart(() => import('./archive-live.tsx'));
const Invites = lazyPart(() => import('../invites/invites-dialog.tsx'));
const Reports = lazyPart(() => import('../call/reports/reports-dialog.tsx'));

type Window =
  | 'invites'
  | 'log'
  | 'reports'
  | 'settings'
  | 'copy'
  | 'end'
  | 'handOver'
  | 'archive'
  | 'delete';

/**
 * Everything one may do with a room besides entering it: the one menu for members,
 * owners and admins, wherever the room is listed. What ends a call, or can't be taken
 * back, is asked first.
 */
export function RoomMenu({ room, className }: { room: Room; className?: string }) {
  const t = useWords('rooms');
  const rights = useRights(room);
  const navigate = useNavigate();
  const copyLink = useCopyLink();
  const archive = useArchive();
  const putOnMainPage = useOnMainPage();
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
    rights.configure && {
      id: 'main-page',
      label: t(room.access === 'open' ? 'mainPage.hide' : 'mainPage.show'),
      icon:
        room.access === 'open' ? <GlobeLock className="size-4" /> : <Globe className="size-4" />,
      onSelect: () => void putOnMainPage(room, room.access !== 'open'),
    },
    rights.duplicate && {
      id: 'duplicate',
      label: t('duplicate'),
      icon: <CopyPlus className="size-4" />,
      onSelect: () => setOpen('copy'),
    },
    (rights.people || rights.audit) && {
      id: 'log',
      label: t('log'),
      icon: <ScrollText className="size-4" />,
      onSelect: () => setOpen('log'),
    },
    (rights.archive || rights.delete) && { id: 'line', separator: true },
    rights.endFromAfar &&
      room.live !== null && {
        id: 'end',
        label: t('end'),
        icon: <CircleStop className="size-4" />,
        onSelect: () => setOpen('end'),
      },
    rights.handOver && {
      id: 'hand-over',
      label: t('handOver'),
      icon: <UserCog className="size-4" />,
      onSelect: () => setOpen('handOver'),
    },
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
        {open === 'copy' && <CopyRoom room={room} onClose={close} />}
        {open === 'end' && <EndCall room={room} onClose={close} />}
        {open === 'handOver' && <HandOver room={room} onClose={close} />}
        {open === 'archive' && <ArchiveLive room={room} onClose={close} />}
        {open === 'delete' && <DeleteRoom room={room} onClose={close} />}
      </Suspense>
    </>
  );
}
