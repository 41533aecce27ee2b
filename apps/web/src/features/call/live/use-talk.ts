import type { LocalMedia } from '@converge/client/call/types';
import { useRef, useState } from 'react';

/** Speaking while the space bar is held; a microphone that is open already stays so. */
export function useTalk(local: LocalMedia, allowed: boolean) {
  const [talking, setTalking] = useState(false);
  const opened = useRef(false);
  return {
    talking,
    press() {
      if (!allowed || local.microphone.get().kind === 'on') return;
      opened.current = true;
      setTalking(true);
      local.setMicrophone(true);
    },
    release() {
      if (!opened.current) return;
      opened.current = false;
      setTalking(false);
      local.setMicrophone(false);
    },
  };
}
