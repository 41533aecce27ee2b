import type { Me } from '@converge/protocol/rest/me';
import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { useMe } from '../../data/space.ts';
import { signInPath } from './sign-in-path.ts';

/** Shows `children` to whoever is signed in; sends others to sign in, and back here afterwards. */
export function RequireMe({ children }: { children: (me: Me) => ReactNode }) {
  const me = useMe();
  const { pathname, search } = useLocation();
  if (me === undefined) return null;
  if (me === null) return <Navigate to={signInPath(pathname + search)} replace />;
  return children(me);
}
