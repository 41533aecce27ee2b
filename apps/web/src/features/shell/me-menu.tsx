import { can } from '@converge/protocol/permissions';
import {
  ChevronsUpDown,
  Keyboard,
  LogOut,
  ShieldCheck,
  Stethoscope,
  UserRound,
} from 'lucide-react';
import { useNavigate } from 'react-router';
import { useMe } from '../../data/space.ts';
import { Avatar } from '../../design/avatar.tsx';
import { Menu } from '../../design/menu.tsx';
import { setTheme, themes, useTheme } from '../../design/theme.ts';
import { useWords } from '../../i18n/words.ts';
import { openOverlay } from '../overlays/store.ts';
import { themeIcons } from '../page/theme-icons.tsx';
import { useSignOut } from '../page/use-sign-out.ts';

/** Oneself, at the foot of the sidebar. */
export function MeMenu() {
  const t = useWords('common');
  const me = useMe();
  const theme = useTheme();
  const navigate = useNavigate();
  const signOut = useSignOut();
  if (!me) return null;

  return (
    <Menu
      label={t('nav.menuOf', { name: me.name })}
      align="start"
      entries={[
        {
          id: 'account',
          label: t('nav.account'),
          icon: <UserRound className="size-4" />,
          onSelect: () => navigate('/account'),
        },
        ...(can({ spaceRole: me.role, roomRole: null }, 'space.administer')
          ? [
              {
                id: 'admin',
                label: t('nav.admin'),
                icon: <ShieldCheck className="size-4" />,
                onSelect: () => navigate('/admin'),
              },
            ]
          : []),
        {
          id: 'shortcuts',
          label: t('nav.shortcuts'),
          icon: <Keyboard className="size-4" />,
          keys: '?',
          onSelect: () => openOverlay('shortcuts'),
        },
        {
          id: 'check',
          label: t('nav.check'),
          icon: <Stethoscope className="size-4" />,
          onSelect: () => navigate('/check'),
        },
        { id: 'line-1', separator: true },
        ...themes.map((one) => ({
          id: one,
          label: t(`theme.${one}`),
          icon: themeIcons[one],
          checked: one === theme,
          onSelect: () => setTheme(one),
        })),
        { id: 'line-2', separator: true },
        {
          id: 'sign-out',
          label: t('signOut'),
          icon: <LogOut className="size-4" />,
          onSelect: () => void signOut(),
        },
      ]}
      trigger={(props) => (
        <button
          {...props}
          type="button"
          className="flex items-center gap-2.5 rounded-control px-2 py-1.5 text-left hover:bg-surface-2 aria-expanded:bg-surface-2"
        >
          <Avatar id={me.id} name={me.name} picture={me.avatar} />
          <span className="min-w-0 grow truncate font-semibold text-strong">{me.name}</span>
          <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-muted" />
        </button>
      )}
    />
  );
}
