/** The name one gave last, kept on this device for the next link. */
import { browserStorage } from '@converge/client/state/storage';

const storage = browserStorage();
const storageKey = 'converge.name';

export const storedName = (): string => storage.get(storageKey) ?? '';
export const storeName = (name: string): void => storage.set(storageKey, name);
