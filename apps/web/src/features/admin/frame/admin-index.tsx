import { useState } from 'react';
import { Navigate } from 'react-router';
import { useWords } from '../../../i18n/words.ts';
import { PageBody } from '../../page/page-body.tsx';
import { RequireMe } from '../../page/require-me.tsx';
import { usePageTitle } from '../../page/use-page-title.ts';
import { AreaLinks } from './area-links.tsx';
import { areas, mayEnter } from './areas.ts';
import { OnlyAdmins } from './only-admins.tsx';

/** `/admin`: on a phone the list of its parts; a wide window has that at the side, and opens the first. */
export function AdminIndex() {
  const t = useWords('admin');
  const [wide] = useState(() => matchMedia('(min-width: 64rem)').matches);
  usePageTitle(t('title'));
  return (
    <RequireMe>
      {(me) => {
        const [first] = areas.filter((area) => mayEnter(me, area));
        if (!first) return <OnlyAdmins />;
        if (wide) return <Navigate to={first.path} replace />;
        return (
          <PageBody width="text">
            <h1 className="mb-6 text-24">{t('title')}</h1>
            <AreaLinks me={me} list />
          </PageBody>
        );
      }}
    </RequireMe>
  );
}
