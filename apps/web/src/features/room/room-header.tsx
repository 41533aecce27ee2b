import { can } from '@converge/protocol/permissions';
import type { LiveSeen, Room } from '@converge/protocol/rest/rooms';
import { Archive, ArrowLeft, Copy, EllipsisVertical, History, UserPlus } from 'lucide-react';
import { Link } from 'react-router';
import { Badge, LiveBadge } from '../../design/badge.tsx';
import { Button, buttonClass } from '../../design/button.tsx';
import { cx } from '../../design/cx.ts';
import { IconButton } from '../../design/icon-button.tsx';
import { Menu } from '../../design/menu.tsx';
import { RoomSign } from '../../design/room-sign.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';
import { joinPath, roomName } from '../rooms/room-words.ts';
import { RoomLine } from './room-line.tsx';
import type { RoomActor } from './use-room-actor.ts';

const headerClass = (inCall: boolean): string =>
  cx(
    'flex min-h-14 items-center gap-2 border-b border-line px-3 py-2 sm:gap-3 sm:px-4',
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
  lost,
  onCopyLink,
  onInvite,
  onReports,
}: {
  room: Room;
  actor: RoomActor;
  live: LiveSeen | null;
  inCall: boolean;
  /** Nothing new comes: the room's line is away. */
  lost: boolean;
  onCopyLink(): void;
  onInvite(): void;
  /** Shows what stays of the room's calls. */
  onReports(): void;
}) {
  const t = useWords('room');
  const common = useWords('common');
  const format = useFormat();
  const mayInvite = can(actor, 'room.invite', room);
  const mayJoin = can(actor, 'call.join', room);
  const mayLookBack = !inCall && can(actor, 'room.attendance', room);
  const bring = {
    id: 'bring',
    label: mayInvite ? t('invite') : t('copyLink'),
    icon: mayInvite ? (
      <UserPlus aria-hidden="true" className="size-4" />
    ) : (
      <Copy aria-hidden="true" className="size-4" />
    ),
    onSelect: mayInvite ? onInvite : onCopyLink,
  };
  const active = room.state === 'active';
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
      <div className="relative min-w-0 grow">
        <h1 className="truncate text-16 sm:text-20" title={roomName(room)}>
          {roomName(room)}
        </h1>
        <RoomLine lost={lost}>
          {common(`preset.${room.preset}`)}
          {' · '}
          {common(`leads.${room.preset}`, { name: room.owner.name })}
        </RoomLine>
      </div>
      {room.state === 'archived' && (
        <Badge icon={<Archive aria-hidden="true" className="size-3.5" />}>{t('archived')}</Badge>
      )}
      {actor.roomRole === 'guest' && <Badge className="max-sm:hidden">{t('guest')}</Badge>}
      {live && (
        <LiveBadge
          label={live.count === null ? common('live') : t('live', { count: live.count })}
          // Beside the menu and the way in, a phone's width is for the room's name.
          short={live.count === null || inCall ? undefined : format.number(live.count)}
        />
      )}
      {mayLookBack && (
        <IconButton
          label={t('reports')}
          // A phone's width is for the room's name: there the menu has it.
          className="max-sm:hidden"
          icon={<History aria-hidden="true" className="size-5" />}
          onClick={onReports}
        />
      )}
      {active && (
        <Button
          look="quiet"
          aria-label={bring.label}
          icon={bring.icon}
          className={cx('shrink-0 max-sm:px-2', mayLookBack && 'max-sm:hidden')}
          onClick={bring.onSelect}
        >
          <span className="max-sm:hidden">{bring.label}</span>
        </Button>
      )}
      {mayLookBack && (
        <Menu
          label={common('more')}
          entries={[
            ...(active ? [bring] : []),
            {
              id: 'reports',
              label: t('reports'),
              icon: <History aria-hidden="true" className="size-4" />,
              onSelect: onReports,
            },
          ]}
          trigger={(props) => (
            <IconButton
              {...props}
              label={common('more')}
              className="sm:hidden"
              icon={<EllipsisVertical aria-hidden="true" className="size-5" />}
            />
          )}
        />
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
