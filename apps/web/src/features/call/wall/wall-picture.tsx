import type { TileView } from '@converge/client/call/types';
import type { Value } from '@converge/client/state/value';
import { useEffect, useRef } from 'react';
import { useWatched } from '../stage/watched.ts';
import { TileVideo } from '../tile/tile-video.tsx';
import type { WallStudent } from './wall-student.ts';

export interface WallPort {
  readonly view: TileView;
  picture(
    student: WallStudent['id'],
    source: 'wallScreen' | 'screen',
  ): Value<MediaStreamTrack | null>;
}

/** A screen of the wall. It is sent for as long as this is on the page, and in the size of this. */
export function WallPicture({
  student,
  port,
  size: { width, height },
  small = false,
}: {
  student: WallStudent;
  port: WallPort;
  size: { readonly width: number; readonly height: number };
  small?: boolean;
}) {
  // On stage it comes as the share that everybody gets.
  const source = student.staged ? 'screen' : 'wallScreen';
  const watching = useWatched();
  const latest = useRef({ width, height });
  latest.current = { width, height };
  const shown = useRef<ReturnType<TileView['show']> | null>(null);
  useEffect(() => {
    if (!watching) return;
    const visible = port.view.show({ participantId: student.id, source, ...latest.current, small });
    shown.current = visible;
    return () => {
      shown.current = null;
      visible.hide();
    };
  }, [port, student.id, source, small, watching]);
  useEffect(() => shown.current?.resize(width, height), [width, height]);
  return (
    <TileVideo
      id={`wall:${student.id}`}
      picture={port.picture(student.id, source)}
      whole
      tileRatio={width / height}
    />
  );
}
