import type { LocalMedia } from '@converge/client/call/types';
import { useRef, useState } from 'react';

/**
 * Speaking while the space bar is held; a microphone that is open already stays so.
 * `refuse`: says why one may not speak; null: one may.
 */
export function useTalk(local: LocalMedia, refuse: (() => void) | null) {
  const [talking, setTalking] = useState(false);
  const opened = useRef(false);
  return {
    talking,
    press() {
      if (refuse) {
        refuse();
        return;
      }
      if (local.microphone.get().kind === 'on') return;
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
