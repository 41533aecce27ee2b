import { useEffect, useRef } from 'react';
import { useWords } from '../../i18n/words.ts';

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
      className="mt-2 aspect-video w-full max-w-xs -scale-x-100 rounded-control bg-surface-3 object-cover"
    />
  );
}
