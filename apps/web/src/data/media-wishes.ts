/** With what one came in last: microphone and camera on or off, kept on this device. */
import { browserStorage } from '@converge/client/state/storage';
import type { MediaWishes } from './call-session.ts';

const storage = browserStorage();
const storageKey = 'converge.joinWith';

/** Both, until somebody chose otherwise: one sees oneself before anybody else does. */
export function storedWishes(): MediaWishes {
  const stored = storage.get(storageKey);
  if (stored === null) return { microphone: true, camera: true };
  return { microphone: stored.includes('microphone'), camera: stored.includes('camera') };
}

export function storeWishes(wishes: MediaWishes): void {
  const on = [wishes.microphone ? 'microphone' : '', wishes.camera ? 'camera' : ''];
  storage.set(storageKey, on.filter(Boolean).join(' '));
}
