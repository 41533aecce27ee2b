import type { Me } from '@converge/protocol/rest/me';
import { ChevronLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords } from '../../../i18n/words.ts';
import { PageBody } from '../../page/page-body.tsx';
import { RequireMe } from '../../page/require-me.tsx';
import { usePageTitle } from '../../page/use-page-title.ts';
import { AreaLinks } from './area-links.tsx';
import { type Area, areas, mayEnter } from './areas.ts';
import { OnlyAdmins } from './only-admins.tsx';

/** One part of the admin's area, beside its navigation; others get a plain refusal. */
export function AdminPage({
  area: id,
  actions,
  children,
}: {
  area: Area['id'];
  /** Stands beside the title. */
  actions?: ReactNode;
  children: ReactNode;
}) {
  const area = areas.find((one) => one.id === id);
  return (
    <RequireMe>
      {(me) =>
        area && mayEnter(me, area) ? (
          <Inside me={me} area={area} actions={actions}>
            {children}
          </Inside>
        ) : (
          <OnlyAdmins />
        )
      }
    </RequireMe>
  );
}

function Inside({
  me,
  area,
  actions,
  children,
}: {
  me: Me;
  area: Area;
  actions: ReactNode;
  children: ReactNode;
}) {
  const t = useWords('admin');
  usePageTitle(t(`area.${area.id}`));
  return (
    <PageBody>
      <div className="flex gap-8">
        <AreaLinks me={me} className="sticky top-8 hidden w-48 shrink-0 self-start lg:block" />
        <div className="min-w-0 grow">
          <Link
            to="/admin"
            className="mb-2 -ml-1 inline-flex min-h-(--size-control-small) items-center gap-1 text-13 font-semibold text-muted hover:text-strong lg:hidden"
          >
            <ChevronLeft aria-hidden="true" className="size-4" />
            {t('title')}
          </Link>
          <div className="mb-6 flex min-h-(--size-control) flex-wrap items-center justify-between gap-x-4 gap-y-2">
            <h1 className="text-24">{t(`area.${area.id}`)}</h1>
            {actions}
          </div>
          {children}
        </div>
      </div>
    </PageBody>
  );
}
