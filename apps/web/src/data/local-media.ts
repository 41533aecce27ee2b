/** Own microphone, camera and screen, with the devices chosen on this machine. */
import { createLocalMedia } from '@converge/client/call/local-media';
import type { LocalMedia } from '@converge/client/call/types';
import { browserStorage } from '@converge/client/state/storage';
import { callLog } from './call-log.ts';
import type { MediaWishes } from './call-session.ts';

const storage = browserStorage();

/** Opens what is wished for; the browser may ask. Whoever opens it closes it, or hands it to a call. */
export function openLocalMedia(wishes: MediaWishes): LocalMedia {
  const local = createLocalMedia({ storage, log: callLog });
  if (wishes.microphone) local.setMicrophone(true);
  if (wishes.camera) local.setCamera(true);
  return local;
}
