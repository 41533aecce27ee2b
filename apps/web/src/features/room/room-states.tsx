import type { Failure } from '@converge/protocol/errors';
import type { JoinCode } from '@converge/protocol/ids';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { wasSignedInHere } from '../../data/space.ts';
import { Button, buttonClass } from '../../design/button.tsx';
import { Mark } from '../../design/mark.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { useErrorWords } from '../../i18n/errors.ts';
import { useWords } from '../../i18n/words.ts';
import { signInPath } from '../page/sign-in-path.ts';
import { joinPath } from '../rooms/room-words.ts';

/** Where the room would be, while it is on its way: the same places. */
export function RoomSkeleton() {
  const t = useWords('room');
  return (
    <div aria-busy="true" className="flex min-h-0 grow flex-col">
      <p role="status" className="sr-only">
        {t('loading')}
      </p>
      <div className="flex min-h-14 items-center gap-3 border-b border-line px-4 py-2">
        <Skeleton className="size-10" />
        <Skeleton className="h-5 w-48" />
      </div>
      <div className="flex grow flex-col justify-end gap-3 p-4">
        <Skeleton className="h-10 w-3/5 rounded-tile" />
        <Skeleton className="h-10 w-1/2 self-end rounded-tile" />
        <Skeleton className="h-14 w-2/5 rounded-tile" />
      </div>
    </div>
  );
}

/** Why there is no room to show, and the ways from here. */
export function RoomRefused({
  failure,
  door = null,
  onRetry,
}: {
  failure: Failure;
  /** Of a room that a guest was in: where they may ask to come in again. */
  door?: JoinCode | null;
  onRetry(): void;
}) {
  const t = useWords('room');
  const common = useWords('common');
  const words = useErrorWords()(failure.code);
  const { pathname } = useLocation();
  const home = (look: 'primary' | 'secondary') => (
    <Link to="/" className={buttonClass(look)}>
      {common('toMainPage')}
    </Link>
  );
  switch (failure.code) {
    case 'not_signed_in': {
      if (door) {
        return (
          <Stop title={t('out.title')} help={t('out.help')}>
            <Link to={joinPath(door)} className={buttonClass('primary')}>
              {t('join')}
            </Link>
            {home('secondary')}
          </Stop>
        );
      }
      const why = wasSignedInHere() ? 'again' : 'key';
      return (
        <Stop title={t(`${why}.title`)} help={t(`${why}.help`)}>
          <Link to={signInPath(pathname)} className={buttonClass('primary')}>
            {common('signIn')}
          </Link>
          {home('secondary')}
        </Stop>
      );
    }
    case 'protocol_unsupported':
      return (
        <Stop title={t('outdated.title')} help={t('outdated.help')}>
          <Button look="primary" onClick={() => location.reload()}>
            {common('reload')}
          </Button>
        </Stop>
      );
    case 'room_not_found':
    case 'room_private':
    case 'room_deleted':
    case 'removed':
    case 'room_locked':
    case 'not_admitted':
    case 'forbidden':
      return <Stop {...words}>{home('primary')}</Stop>;
    default:
      return (
        <Stop {...words}>
          <Button look="primary" onClick={onRetry}>
            {common('retry')}
          </Button>
          {home('secondary')}
        </Stop>
      );
  }
}

/** Somebody deleted the room while it was open. */
export function RoomDeleted() {
  const t = useWords('room');
  const common = useWords('common');
  return (
    <Stop title={t('deleted.title')} help={t('deleted.help')}>
      <Link to="/" className={buttonClass('primary')}>
        {common('toMainPage')}
      </Link>
    </Stop>
  );
}

function Stop({ title, help, children }: { title: string; help: string; children: ReactNode }) {
  return (
    <div
      role="alert"
      className="flex grow flex-col items-center justify-center gap-2 px-6 py-16 text-center"
    >
      <Mark className="mb-3 size-12" />
      <h1 className="text-24">{title}</h1>
      <p className="max-w-md text-pretty text-muted">{help}</p>
      <div className="mt-5 flex flex-wrap justify-center gap-3">{children}</div>
    </div>
  );
}
