import { LayoutGrid, Search } from 'lucide-react';
import { Link, NavLink } from 'react-router';
import { useRooms } from '../../data/rooms.ts';
import { useSpace } from '../../data/space.ts';
import { cx } from '../../design/cx.ts';
import { Kbd } from '../../design/kbd.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';
import { openOverlay } from '../overlays/store.ts';
import { SpaceMark } from '../page/space-mark.tsx';
import { sidebarRooms } from '../rooms/arrange.ts';
import { MeMenu } from './me-menu.tsx';
import { RoomLink } from './room-link.tsx';

/** Wide windows: the space, what is live, one's rooms, and oneself. */
export function Sidebar() {
  const t = useWords('common');
  const { compare } = useFormat();
  const space = useSpace().data;
  const rooms = useRooms().data ?? [];
  const { live, quiet } = sidebarRooms(rooms, compare);
  return (
    <aside className="sticky top-0 hidden h-dvh w-64 shrink-0 flex-col gap-4 border-r border-line px-3 py-4 lg:flex">
      <Link to="/" className="flex items-center gap-2.5 px-2 font-semibold text-strong">
        <SpaceMark />
        <span className="truncate">{space?.name}</span>
      </Link>
      <button
        type="button"
        onClick={() => openOverlay('palette')}
        className="flex min-h-(--size-control) items-center gap-2 rounded-control border border-line-control bg-surface-1 px-3 text-muted transition-colors hover:border-muted hover:text-strong"
      >
        <Search aria-hidden="true" className="size-4" />
        <span className="grow truncate text-left">{t('nav.find')}</span>
        <Kbd keys="mod+k" />
      </button>
      <nav
        aria-label={t('nav.label')}
        className="-mx-1 flex min-h-0 grow flex-col gap-4 overflow-y-auto px-1"
      >
        {live.length > 0 && (
          <section>
            <h2 className="px-2 pb-1 text-12 text-muted">{t('nav.liveNow')}</h2>
            <ul>
              {live.map((room) => (
                <RoomLink key={room.id} room={room} />
              ))}
            </ul>
          </section>
        )}
        <section>
          <NavLink
            to="/"
            end
            className={({ isActive }) =>
              cx(
                'flex min-h-(--size-control) items-center gap-2.5 rounded-control px-2 font-semibold hover:bg-surface-2',
                isActive ? 'bg-surface-3 text-strong forced-chosen' : 'text-normal',
              )
            }
          >
            <LayoutGrid aria-hidden="true" className="mx-1 size-4" />
            {t('nav.rooms')}
          </NavLink>
          <ul className="mt-1">
            {quiet.map((room) => (
              <RoomLink key={room.id} room={room} />
            ))}
          </ul>
        </section>
      </nav>
      <MeMenu />
    </aside>
  );
}
