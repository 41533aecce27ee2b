import type { LocalMedia } from '@converge/client/call/types';
import { useEffect, useRef, useState } from 'react';
import { openLocalMedia } from '../../data/local-media.ts';
import { storedWishes } from '../../data/media-wishes.ts';

export interface Preview {
  readonly local: LocalMedia | null;
  /** From now on the devices belong to the call: leaving this page doesn't close them. */
  handOver(): LocalMedia;
}

/**
 * Own picture and sound before anybody else sees or hears them. What the room
 * doesn't let one send isn't opened, and so not asked for.
 */
export function usePreview(may: { speak: boolean; camera: boolean }): Preview {
  const [local, setLocal] = useState<LocalMedia | null>(null);
  const handedOver = useRef(false);
  const { speak, camera } = may;
  useEffect(() => {
    const wishes = storedWishes();
    const opened = openLocalMedia({
      microphone: wishes.microphone && speak,
      camera: wishes.camera && camera,
    });
    handedOver.current = false;
    setLocal(opened);
    return () => {
      if (!handedOver.current) opened.close();
    };
  }, [speak, camera]);
  return {
    local,
    handOver() {
      handedOver.current = true;
      // Somebody quicker than the first effect comes in with nothing on.
      return local ?? openLocalMedia({ microphone: false, camera: false });
    },
  };
}
