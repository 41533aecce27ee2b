import { can } from '@converge/protocol/permissions';
import type { Room } from '@converge/protocol/rest/rooms';
import { Archive, ArrowLeft, Copy, History, UserPlus } from 'lucide-react';
import { Link } from 'react-router';
import { Badge, LiveBadge } from '../../design/badge.tsx';
import { Button, buttonClass } from '../../design/button.tsx';
import { cx } from '../../design/cx.ts';
import { IconButton } from '../../design/icon-button.tsx';
import { RoomSign } from '../../design/room-sign.tsx';
import { useWords } from '../../i18n/words.ts';
import { joinPath, roomName } from '../rooms/room-words.ts';
import type { RoomActor } from './use-room-actor.ts';

const headerClass = (inCall: boolean): string =>
  cx(
    'flex min-h-14 items-center gap-3 border-b border-line px-3 py-2 sm:px-4',
    // A phone on its side, or a page magnified: all height there is goes to the call.
    inCall && '[@media(max-height:28rem)]:hidden',
  );

/** Holds the header's place for the moment until it is drawn. */
export const HeaderPlace = ({ inCall }: { inCall: boolean }) => (
  <div className={headerClass(inCall)} />
);

/** What the room is, whether it is live, and the ways to bring people in and to go in. */
export function RoomHeader({
  room,
  actor,
  live,
  inCall,
  onCopyLink,
  onInvite,
  onReports,
}: {
  room: Room;
  actor: RoomActor;
  /** How many are inside; null: it isn't live. */
  live: number | null;
  inCall: boolean;
  onCopyLink(): void;
  onInvite(): void;
  /** Shows what stays of the room's calls. */
  onReports(): void;
}) {
  const t = useWords('room');
  const common = useWords('common');
  const mayInvite = can(actor, 'room.invite', room);
  const mayJoin = can(actor, 'call.join', room);
  return (
    <header className={headerClass(inCall)}>
      <Link
        to="/"
        aria-label={t('back')}
        className="inline-flex size-(--size-control) shrink-0 items-center justify-center rounded-control text-muted hover:bg-surface-2 hover:text-strong lg:hidden"
      >
        <ArrowLeft aria-hidden="true" className="size-5" />
      </Link>
      <RoomSign id={room.id} size="normal" className="max-sm:hidden" />
      <div className="min-w-0 grow">
        <h1 className="truncate text-16 sm:text-20" title={roomName(room)}>
          {roomName(room)}
        </h1>
        <p className="truncate text-12 text-muted max-sm:hidden">
          {common(`preset.${room.preset}`)}
          {' · '}
          {common(`leads.${room.preset}`, { name: room.owner.name })}
        </p>
      </div>
      {room.state === 'archived' && (
        <Badge icon={<Archive aria-hidden="true" className="size-3.5" />}>{t('archived')}</Badge>
      )}
      {actor.roomRole === 'guest' && <Badge className="max-sm:hidden">{t('guest')}</Badge>}
      {live !== null && <LiveBadge label={t('live', { count: live })} />}
      {!inCall && can(actor, 'room.attendance', room) && (
        <IconButton
          label={t('reports')}
          // A phone's width is for the room's name; what was is looked at from a desk.
          className="max-sm:hidden"
          icon={<History aria-hidden="true" className="size-5" />}
          onClick={onReports}
        />
      )}
      {room.state === 'active' && (
        <Button
          look="quiet"
          aria-label={mayInvite ? t('invite') : t('copyLink')}
          icon={
            mayInvite ? (
              <UserPlus aria-hidden="true" className="size-4" />
            ) : (
              <Copy aria-hidden="true" className="size-4" />
            )
          }
          className="shrink-0 max-sm:px-2"
          onClick={mayInvite ? onInvite : onCopyLink}
        >
          <span className="max-sm:hidden">{mayInvite ? t('invite') : t('copyLink')}</span>
        </Button>
      )}
      {mayJoin && !inCall && (
        <Link to={joinPath(room.code)} className={`${buttonClass('primary')} shrink-0`}>
          {live === null ? (
            <>
              <span className="max-sm:hidden">{t('start')}</span>
              <span className="sm:hidden">{t('startShort')}</span>
            </>
          ) : (
            t('join')
          )}
        </Link>
      )}
    </header>
  );
}
