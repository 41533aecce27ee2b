import type { Call, RemoteTrack } from '@converge/client/call/types';
import type { Value } from '@converge/client/state/value';
import { useValue } from '../../data/use-value.ts';
import { TileVideo } from '../call/tile/tile-video.tsx';

/** As many as the server sends before it knows what is shown. */
const MOST = 9;

/** The call whose first pictures are awaited, and who waits for them. */
export interface First {
  readonly call: Call;
  /** One of them is on the screen. */
  onSeen(): void;
}

/**
 * The others, where the mirror was, from the first picture on. To draw the whole
 * page of a room takes a slow machine longer than to connect: so it is drawn
 * around pictures that run already, and they come with it. `first` is a value, so
 * that nothing around it is drawn anew meanwhile.
 */
export function FirstPictures({ first }: { first: Value<First | null> }) {
  const awaited = useValue(first);
  return awaited && <Pictures {...awaited} />;
}

function Pictures({ call, onSeen }: First) {
  const pictures = useValue(call.tracks).filter(isPicture).slice(0, MOST);
  if (pictures.length === 0) return null;
  const columns = Math.ceil(Math.sqrt(pictures.length));
  return (
    <div
      className="stage absolute inset-0 grid gap-1 overflow-hidden rounded-tile"
      style={{ gridTemplateColumns: `repeat(${columns}, 1fr)` }}
    >
      {pictures.map(({ participantId, source, track }) => (
        <span key={track.id} className="relative overflow-hidden rounded-card bg-surface-1">
          <TileVideo
            id={`first ${track.id}`}
            picture={call.track(participantId, source)}
            whole={source === 'screen'}
            tileRatio={16 / 9}
            onRatio={() => afterDrawing(onSeen)}
            onDrawn={call.pictureShown}
          />
        </span>
      ))}
    </div>
  );
}

/** When what is known now has been drawn. */
const afterDrawing = (run: () => void) => requestAnimationFrame(() => requestAnimationFrame(run));

const isPicture = ({ track }: RemoteTrack): boolean => track.kind === 'video';
