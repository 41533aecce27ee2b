import { can } from '@converge/protocol/permissions';
import {
  Keyboard,
  Languages,
  LogIn,
  LogOut,
  Plus,
  ShieldCheck,
  Stethoscope,
  UserRound,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useOpenRooms, useRooms } from '../../data/rooms.ts';
import { useMe } from '../../data/space.ts';
import { RoomSign } from '../../design/room-sign.tsx';
import { setTheme, themes } from '../../design/theme.ts';
import { useFormat } from '../../i18n/format.ts';
import { languageNames, languages } from '../../i18n/language.ts';
import { useWords } from '../../i18n/words.ts';
import { openOverlay } from '../overlays/store.ts';
import { themeIcons } from '../page/theme-icons.tsx';
import { useChooseLanguage } from '../page/use-choose-language.ts';
import { useSignOut } from '../page/use-sign-out.ts';
import { arrange, liveFirst } from '../rooms/arrange.ts';
import { arrangeOpen } from '../rooms/arrange-open.ts';
import { joinPath, roomName, roomPath } from '../rooms/room-words.ts';
import { useNewRoom } from '../rooms/use-new-room.ts';
import { useMayCreate } from '../rooms/use-rights.ts';

/** Something the palette finds and does. */
export interface Command {
  readonly id: string;
  readonly group: string;
  readonly label: string;
  /** Found by these as well. */
  readonly hint?: string;
  readonly icon: ReactNode;
  run(): void;
}

/** Rooms to go to: one's own, then those open to everybody. */
export function useRoomCommands(): Command[] {
  const t = useWords('palette');
  const common = useWords('common');
  const navigate = useNavigate();
  const { compare } = useFormat();
  const me = useMe();
  const mine = useRooms(Boolean(me)).data ?? [];
  const open = useOpenRooms().data ?? [];
  const own = arrange(mine, { show: 'active', order: liveFirst, query: '' }, compare);
  const others = arrangeOpen(open, mine, compare);
  const liveHint = (count: number | null) =>
    count === null ? common('live') : `${common('live')} · ${common('inside', { count })}`;
  const entries = [
    ...own.map((room) => ({ room, path: roomPath(room.id) })),
    ...others.map((room) => ({ room, path: joinPath(room.code) })),
  ];
  return entries.map(({ room, path }) => ({
    id: room.id,
    group: t('group.rooms'),
    label: roomName(room),
    hint: room.live ? liveHint(room.live.count) : room.code,
    icon: <RoomSign id={room.id} size="small" />,
    run: () => navigate(path),
  }));
}

/** Everything else one can do from anywhere. */
export function useCommands(): Command[] {
  const t = useWords('palette');
  const common = useWords('common');
  const navigate = useNavigate();
  const me = useMe();
  const mayCreate = useMayCreate();
  const newRoom = useNewRoom();
  const chooseLanguage = useChooseLanguage();
  const signOut = useSignOut();
  const group = t('group.commands');
  const icon = 'size-5 text-muted';
  const command = (id: string, label: string, sign: ReactNode, run: () => void): Command => ({
    id,
    group,
    label,
    icon: sign,
    run,
  });
  const plus = <Plus className={icon} />;
  return [
    ...(mayCreate
      ? [
          command('new-meeting', t('command.newMeeting'), plus, () => newRoom.make('meeting')),
          command('new-class', t('command.newClass'), plus, () => newRoom.make('class')),
        ]
      : []),
    me
      ? command('account', common('nav.account'), <UserRound className={icon} />, () =>
          navigate('/account'),
        )
      : command('sign-in', common('signIn'), <LogIn className={icon} />, () =>
          navigate('/sign-in'),
        ),
    ...(me && can({ spaceRole: me.role, roomRole: null }, 'space.administer')
      ? [
          command('admin', common('nav.admin'), <ShieldCheck className={icon} />, () =>
            navigate('/admin'),
          ),
        ]
      : []),
    command('shortcuts', common('nav.shortcuts'), <Keyboard className={icon} />, () =>
      openOverlay('shortcuts'),
    ),
    command('check', common('nav.check'), <Stethoscope className={icon} />, () =>
      navigate('/check'),
    ),
    ...themes.map((theme) =>
      command(
        `theme-${theme}`,
        t('command.theme', { theme: common(`theme.${theme}`) }),
        themeIcons[theme],
        () => setTheme(theme),
      ),
    ),
    ...languages.map((language) =>
      command(
        `language-${language}`,
        t('command.language', { language: languageNames[language] }),
        <Languages className={icon} />,
        () => chooseLanguage(language),
      ),
    ),
    ...(me
      ? [command('sign-out', common('signOut'), <LogOut className={icon} />, () => void signOut())]
      : []),
  ];
}
