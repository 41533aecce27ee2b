import { Suspense } from 'react';
import { Outlet } from 'react-router';
import { useSpace } from '../../data/space.ts';
import { QueryFault } from '../faults/query-fault.tsx';

/** What stands inside a frame: the page, or why there is none. */
export function Framed() {
  const space = useSpace();
  if (space.isError && !space.data) {
    return (
      <div className="mx-auto w-full max-w-2xl p-4 pt-16">
        <QueryFault heading="h1" error={space.error} onRetry={() => void space.refetch()} />
      </div>
    );
  }
  return (
    <Suspense>
      <Outlet />
    </Suspense>
  );
}
