import { LayoutGrid, Radio, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { useRooms } from '../../data/rooms.ts';
import { cx } from '../../design/cx.ts';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';

/** Phones and narrow windows: the areas there are, under the thumb. */
export function BottomBar() {
  const t = useWords('common');
  const format = useFormat();
  const { pathname, search } = useLocation();
  const live = (useRooms().data ?? []).filter((room) => room.live).length;
  const onLive = new URLSearchParams(search).get('show') === 'live';
  return (
    <nav
      aria-label={t('nav.label')}
      className="fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-surface-1 pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      <Item
        to="/"
        here={pathname === '/' && !onLive}
        label={t('nav.rooms')}
        icon={<LayoutGrid aria-hidden="true" className="size-5" />}
      />
      <Item
        to="/?show=live"
        here={pathname === '/' && onLive}
        label={t('nav.live')}
        icon={<Radio aria-hidden="true" className="size-5" />}
        badge={
          live > 0 && (
            <span className="absolute -top-1 left-1/2 ml-2 min-w-4 rounded-full bg-live px-1 text-center text-12 leading-4 font-semibold text-on-live tabular">
              {format.number(live)}
            </span>
          )
        }
      />
      <Item
        to="/account"
        here={pathname === '/account'}
        label={t('nav.me')}
        icon={<UserRound aria-hidden="true" className="size-5" />}
      />
    </nav>
  );
}

function Item({
  to,
  here,
  label,
  icon,
  badge,
}: {
  to: string;
  here: boolean;
  label: string;
  icon: ReactNode;
  badge?: ReactNode;
}) {
  return (
    <Link
      to={to}
      aria-current={here ? 'page' : undefined}
      className={cx(
        'flex min-h-16 grow basis-0 flex-col items-center justify-center gap-1 text-12 font-semibold',
        here ? 'text-accent-text' : 'text-muted hover:text-strong',
      )}
    >
      <span className="relative flex w-full justify-center">
        {icon}
        {badge}
      </span>
      {label}
    </Link>
  );
}
