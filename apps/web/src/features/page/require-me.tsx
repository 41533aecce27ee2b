import type { Me } from '@converge/protocol/rest/me';
import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { useMe } from '../../data/space.ts';
import { Skeleton } from '../../design/skeleton.tsx';
import { PageBody } from './page-body.tsx';
import { signInPath } from './sign-in-path.ts';

/** Shows `children` to whoever is signed in; sends others to sign in, and back here afterwards. */
export function RequireMe({ children }: { children: (me: Me) => ReactNode }) {
  const me = useMe();
  const { pathname, search } = useLocation();
  if (me === undefined) return <Waiting />;
  if (me === null) return <Navigate to={signInPath(pathname + search)} replace />;
  return children(me);
}

function Waiting() {
  return (
    <PageBody width="text">
      <Skeleton className="mb-6 h-9 w-48" />
      <div className="flex flex-col gap-6">
        <Skeleton className="h-80 rounded-card" />
        <Skeleton className="h-56 rounded-card" />
      </div>
    </PageBody>
  );
}
