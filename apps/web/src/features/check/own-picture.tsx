import { useEffect, useRef } from 'react';
import { cx } from '../../design/cx.ts';
import { useWords } from '../../i18n/words.ts';
import { isMirrored } from '../call/layout/mirror.ts';

/** Oneself in the mirror, to see whether the camera shows anything. */
export function OwnPicture({ track }: { track: MediaStreamTrack }) {
  const t = useWords('check');
  const element = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (element.current) element.current.srcObject = new MediaStream([track]);
  }, [track]);
  return (
    <video
      ref={element}
      autoPlay
      muted
      playsInline
      aria-label={t('camera.title')}
      className={cx(
        'mt-2 aspect-video w-full max-w-xs rounded-control bg-surface-3 object-cover',
        isMirrored(track.getSettings()) && '-scale-x-100',
      )}
    />
  );
}
