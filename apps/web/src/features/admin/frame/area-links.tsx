import type { Me } from '@converge/protocol/rest/me';
import { ChevronRight } from 'lucide-react';
import { NavLink } from 'react-router';
import { cx } from '../../../design/cx.ts';
import { useWords } from '../../../i18n/words.ts';
import { areas, mayEnter } from './areas.ts';

/** The navigation of the admin's area: at the side of a wide window, a list of its own on a phone. */
export function AreaLinks({
  me,
  list = false,
  className,
}: {
  me: Me;
  list?: boolean;
  className?: string;
}) {
  const t = useWords('admin');
  return (
    <nav aria-label={t('title')} className={className}>
      <ul
        className={cx(
          'flex flex-col',
          list && 'divide-y divide-line rounded-card border border-line bg-surface-1',
        )}
      >
        {areas
          .filter((area) => mayEnter(me, area))
          .map(({ id, path, icon: Icon }) => (
            <li key={id}>
              <NavLink
                to={path}
                className={({ isActive }) =>
                  cx(
                    'flex items-center gap-2.5 font-semibold hover:bg-surface-2 hover:text-strong',
                    list ? 'min-h-14 px-4' : 'min-h-(--size-control) rounded-control px-2',
                    isActive ? 'bg-surface-3 text-strong forced-chosen' : 'text-normal',
                  )
                }
              >
                <Icon aria-hidden="true" className="size-4 shrink-0" />
                <span className="min-w-0 grow">{t(`area.${id}`)}</span>
                {list && <ChevronRight aria-hidden="true" className="size-4 text-muted" />}
              </NavLink>
            </li>
          ))}
      </ul>
    </nav>
  );
}
