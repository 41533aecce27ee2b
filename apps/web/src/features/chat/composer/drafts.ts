/** What was begun and not sent, kept per room on this device. */
import { browserStorage } from '@converge/client/state/storage';

const storage = browserStorage();
const keyOf = (roomId: string) => `converge.draft.${roomId}`;

export const readDraft = (roomId: string): string => storage.get(keyOf(roomId)) ?? '';

export function keepDraft(roomId: string, text: string): void {
  if (text.trim() === '') storage.remove(keyOf(roomId));
  else storage.set(keyOf(roomId), text);
}
