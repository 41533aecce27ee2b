import type { Value } from '@converge/client/state/value';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useValue } from '../../../data/use-value.ts';
import { cx } from '../../../design/cx.ts';
import { isMirrored } from '../layout/mirror.ts';
import { fitFor } from '../layout/ratio.ts';
import { keepPicture, partWithPicture, takePicture } from './picture-element.ts';
import { registerVideo } from './videos.ts';

/**
 * A picture that is attached once and stays: a change of layout, size or page
 * never makes a new element, so nothing flickers. Silent; sound is played elsewhere.
 */
export function TileVideo({
  id,
  picture,
  whole,
  own = false,
  tileRatio,
  still,
  onRatio,
  onDrawn,
}: {
  id: string;
  picture: Value<MediaStreamTrack | null>;
  /** Never cut anything (what is shared). */
  whole: boolean;
  /** One's own camera: as in a mirror, where it looks at oneself (SPEC DEV-7). */
  own?: boolean;
  /** Width / height of the place it has. */
  tileRatio: number;
  /** While it is true, the picture stands; nothing is drawn anew for it. */
  still?: Value<boolean>;
  onRatio?: ((id: string, ratio: number) => void) | undefined;
  /** Something of the picture is there. */
  onDrawn?(): void;
}) {
  const track = useValue(picture);
  const place = useRef<HTMLSpanElement>(null);
  const [ratio, setRatio] = useState<number | null>(null);
  const [shown, setShown] = useState<MediaStreamTrack | null>(null);
  /** What was shown here last, and of which tile. */
  const last = useRef<{ id: string; track: MediaStreamTrack } | null>(null);
  const tell = useRef(onRatio);
  tell.current = onRatio;
  const drawn = useRef(onDrawn);
  drawn.current = onDrawn;

  useLayoutEffect(() => {
    if (!track) {
      setShown(null);
      return;
    }
    // The same picture by another way: the one before stays until this one is there.
    const before = last.current?.id === id ? last.current.track : null;
    let kept = before && before !== track ? keepPicture(before) : null;
    const letGo = () => {
      if (before && kept) partWithPicture(before, kept);
      kept = null;
    };
    const begin = () => {
      const video = takePicture(track);
      const listening = new AbortController();
      const measure = () => {
        if (!video.videoWidth || !video.videoHeight) return;
        const next = video.videoWidth / video.videoHeight;
        setRatio(next);
        tell.current?.(id, next);
      };
      const arrived = () => {
        measure();
        setShown(track);
        letGo();
        drawn.current?.();
      };
      const { signal } = listening;
      video.addEventListener('resize', measure, { signal });
      video.addEventListener('loadeddata', arrived, { signal });
      // Below the one that was there.
      place.current?.prepend(video);
      if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) arrived();
      // A silent picture may always play; what throws here is a track that was replaced meanwhile.
      video.play().catch(() => undefined);
      const end = () => {
        listening.abort();
        forget();
        return video;
      };
      const forget = registerVideo(id, video, () => {
        end();
        running = begin();
      });
      return end;
    };
    /** Of the element that stands here now; one that is given to another place is replaced. */
    let running = begin();
    return () => {
      const video = running();
      letGo();
      last.current = { id, track };
      partWithPicture(track, video);
    };
  }, [id, track]);

  useEffect(() => {
    if (!still || !track) return;
    const follow = () => {
      const video = place.current?.querySelector('video');
      if (still.get()) video?.pause();
      // What throws here is a track that was replaced meanwhile.
      else video?.play().catch(() => undefined);
    };
    if (still.get()) follow();
    return still.subscribe(follow);
  }, [still, track]);

  const fit = whole || (ratio !== null && fitFor(ratio, tileRatio) === 'contain');
  return (
    <span
      ref={place}
      className={cx(
        'absolute inset-0 [&>video]:absolute [&>video]:inset-0 [&>video]:size-full',
        fit ? '[&>video]:object-contain' : '[&>video]:object-cover',
        own && track && isMirrored(track.getSettings()) && '-scale-x-100',
        // Until the first picture is there, the avatar behind it is shown. Without a fade: a
        // machine that has just begun to decode has no time to blend.
        track !== null && shown !== null ? 'opacity-100' : 'opacity-0',
      )}
    />
  );
}
