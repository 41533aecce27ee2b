import type { TileView } from '@converge/client/call/types';
import { Hand } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { createPortal } from 'react-dom';
import { Avatar } from '../../../design/avatar.tsx';
import { Button } from '../../../design/button.tsx';
import { useWords } from '../../../i18n/words.ts';
import type { PersonModel } from '../model/people.ts';
import type { TileModel } from '../model/tiles.ts';
import { SpeakingRing } from '../tile/speaking.tsx';
import type { TilePort } from '../tile/tile-port.ts';
import { TileVideo } from '../tile/tile-video.tsx';

/** So many faces have room above the conversation. */
const faces = 4;
const face = { width: 168, height: 96 } as const;

/** Faces, hands and the conversation, for who looks at another window meanwhile. */
export default function SmallCall({
  body,
  tiles,
  people,
  speaker,
  port,
  view,
  chat,
  onGiveFloor,
}: {
  body: HTMLElement;
  tiles: readonly TileModel[];
  people: readonly PersonModel[];
  speaker: string | null;
  port: TilePort;
  view: TileView;
  chat: ReactNode;
  /** Absent where one may not. */
  onGiveFloor?: ((person: PersonModel) => void) | undefined;
}) {
  const t = useWords('call');
  const others = tiles.filter(({ self, source }) => !self && source === 'camera');
  // Who speaks first, then who can be seen; otherwise in the order of the stage.
  const rank = ({ id, video }: TileModel) => Number(id === speaker) * 2 + Number(video);
  const shown = [...others].sort((a, b) => rank(b) - rank(a)).slice(0, faces);
  const hands = people.filter(({ hand }) => hand !== null);
  return createPortal(
    <main className="flex h-dvh flex-col bg-surface-0 text-normal">
      {shown.length > 0 && (
        <ul
          aria-label={t('people.title')}
          className="stage grid shrink-0 grid-cols-2 gap-1.5 p-1.5"
        >
          {shown.map((tile) => (
            <Face key={tile.id} tile={tile} port={port} view={view} />
          ))}
        </ul>
      )}
      {hands.length > 0 && (
        <ul aria-label={t('small.hands')} className="shrink-0 border-b border-line px-2 py-1">
          {hands.map((person) => (
            <li key={person.participantId} className="flex min-h-10 items-center gap-2 px-1">
              <Hand aria-hidden="true" className="size-4 shrink-0 text-live-text" />
              <span className="min-w-0 grow truncate text-14 text-strong">{person.name}</span>
              {onGiveFloor && person.may.grant && (
                <Button size="small" onClick={() => onGiveFloor(person)}>
                  {t('floor.give', { what: t('right.speak') })}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <div className="flex min-h-0 grow flex-col">{chat}</div>
    </main>,
    body,
  );
}

function Face({ tile, port, view }: { tile: TileModel; port: TilePort; view: TileView }) {
  const { participantId, video } = tile;
  // This window is in front while the page is not, so its faces are looked at all the same.
  useEffect(() => {
    if (!video) return;
    const visible = view.show({ participantId, source: 'camera', ...face });
    return () => visible.hide();
  }, [view, participantId, video]);
  return (
    <li className="relative aspect-video overflow-hidden rounded-card bg-surface-1">
      <span className="absolute inset-0 flex items-center justify-center">
        <Avatar id={tile.personId} name={tile.name} picture={tile.avatar} size="large" />
      </span>
      {video && (
        <TileVideo
          id={`small:${tile.id}`}
          picture={port.picture(tile)}
          whole={false}
          tileRatio={face.width / face.height}
        />
      )}
      <SpeakingRing speaking={port.speaking(participantId)} />
      <span className="absolute bottom-1 left-1 max-w-[calc(100%-0.5rem)] truncate rounded-control bg-scrim px-1.5 text-12 text-strong">
        {tile.name}
      </span>
    </li>
  );
}
