import type { Value } from '@converge/client/state/value';
import { useEffect, useRef, useState } from 'react';
import { useValue } from '../../../data/use-value.ts';
import { cx } from '../../../design/cx.ts';
import { fitFor } from '../layout/ratio.ts';
import { registerVideo } from './videos.ts';

/**
 * A picture that is attached once and stays: a change of layout, size or track
 * never makes a new element, so nothing flickers. Silent; sound is played elsewhere.
 */
export function TileVideo({
  id,
  picture,
  whole,
  mirrored,
  tileRatio,
  onRatio,
}: {
  id: string;
  picture: Value<MediaStreamTrack | null>;
  /** Never cut anything (what is shared). */
  whole: boolean;
  mirrored: boolean;
  /** Width / height of the place it has. */
  tileRatio: number;
  onRatio?: ((id: string, ratio: number) => void) | undefined;
}) {
  const track = useValue(picture);
  const element = useRef<HTMLVideoElement>(null);
  const [ratio, setRatio] = useState<number | null>(null);
  const [shown, setShown] = useState<MediaStreamTrack | null>(null);

  useEffect(() => {
    const video = element.current;
    if (!video) return;
    video.srcObject = track ? new MediaStream([track]) : null;
    // A silent picture may always play; what throws here is a track that was replaced meanwhile.
    if (track) video.play().catch(() => undefined);
  }, [track]);

  useEffect(() => (element.current ? registerVideo(id, element.current) : undefined), [id]);

  const measure = (video: HTMLVideoElement) => {
    if (!video.videoWidth || !video.videoHeight) return;
    const next = video.videoWidth / video.videoHeight;
    setRatio(next);
    onRatio?.(id, next);
  };

  const fit = whole || (ratio !== null && fitFor(ratio, tileRatio) === 'contain');
  return (
    <video
      ref={element}
      autoPlay
      muted
      playsInline
      disablePictureInPicture={false}
      aria-hidden="true"
      tabIndex={-1}
      onResize={(event) => measure(event.currentTarget)}
      onLoadedData={(event) => {
        measure(event.currentTarget);
        setShown(track);
      }}
      className={cx(
        'absolute inset-0 size-full',
        fit ? 'object-contain' : 'object-cover',
        mirrored && '-scale-x-100',
        // Until the first picture is there, the avatar behind it is shown. Without a fade: a
        // machine that has just begun to decode has no time to blend.
        track !== null && shown === track ? 'opacity-100' : 'opacity-0',
      )}
    />
  );
}
