import type { LocalMedia } from '@converge/client/call/types';
import type { Value } from '@converge/client/state/value';
import type { JoinCard } from '@converge/protocol/rest/join';
import { Hand, Hourglass } from 'lucide-react';
import type { ReactNode } from 'react';
import { LiveBadge } from '../../design/badge.tsx';
import { RoomSign } from '../../design/room-sign.tsx';
import { Notice } from '../../design/states.tsx';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { roomName } from '../rooms/room-words.ts';
import { Devices } from './devices.tsx';
import { insideWords } from './inside-words.ts';
import { JoinForm } from './join-form.tsx';
import { Listening } from './listening.tsx';
import { PreviewPicture } from './preview.tsx';

/** The open door: the mirror at the left, the room and the one button at the right. */
export function EntranceView({
  card,
  local,
  first,
  still,
  name,
  onName,
  onEnter,
}: {
  card: JoinCard;
  /** Own devices; null for the moment before they are there. */
  local: LocalMedia | null;
  /** The first pictures of those inside, over the mirror. */
  first: ReactNode;
  /** The mirror stands while one goes in. */
  still: Value<boolean>;
  name: string;
  onName(name: string): void;
  onEnter(name: string): Promise<void>;
}) {
  const t = useWords('join');
  const common = useWords('common');
  const language = useLanguage();
  const { room, may, me, live } = card;
  const named = name.trim() === '' ? null : { id: 'preview', name, avatar: null };
  const person = me?.person ?? named;
  const sends = may.speak || may.camera;
  return (
    <div className="grid w-full max-w-5xl items-start gap-x-10 gap-y-5 lg:grid-cols-[1.55fr_1fr]">
      <div className="flex min-w-0 flex-col gap-3">
        {sends ? (
          local && (
            <div className="relative">
              <PreviewPicture local={local} may={may} person={person} still={still} />
              {first}
            </div>
          )
        ) : (
          <div className="relative">
            <Listening />
            {first}
          </div>
        )}
        {local && <Devices local={local} may={may} ice={card.ice} room={room.id} />}
      </div>
      <div className="flex min-w-0 flex-col gap-5 lg:pt-4">
        <header className="flex flex-col gap-2 sm:gap-3">
          <div className="flex items-center gap-3">
            <RoomSign id={room.id} size="large" className="max-lg:hidden" />
            {live && <LiveBadge label={common('live')} />}
          </div>
          <h1 className="line-clamp-3 text-20 [overflow-wrap:anywhere] sm:text-24">
            {roomName(room)}
          </h1>
          <p className="text-muted">
            {common(`preset.${room.preset}`)}
            {' · '}
            {common(`leads.${room.preset}`, { name: room.owner })}
          </p>
          <p aria-live="polite" className="line-clamp-3 text-normal">
            {!card.waits && insideWords(t, card, language)}
          </p>
        </header>
        {card.waits && (
          <Notice tone="accent" icon={<Hourglass aria-hidden="true" className="size-4" />}>
            {t('waits')}
          </Notice>
        )}
        <JoinForm me={me} name={name} onName={onName} onEnter={onEnter} />
        {me?.role !== 'owner' && me?.role !== 'moderator' && (
          <p className="text-12 text-muted">{t('seen')}</p>
        )}
        {sends && !(may.speak && may.camera) && (
          <Notice tone="accent" icon={<Hand aria-hidden="true" className="size-4" />}>
            {may.speak ? t('floor.camera') : t('floor.speak')}
          </Notice>
        )}
      </div>
    </div>
  );
}
