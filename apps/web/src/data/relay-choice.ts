/** Whether this device sends everything through the relay; kept here, since it depends on its network. */
import { browserStorage } from '@converge/client/state/storage';
import { createValue, type Value } from '@converge/client/state/value';

const storageKey = 'converge.relayOnly';
const storage = browserStorage();

const value = createValue(storage.get(storageKey) === 'yes');

/** Nothing but the relay may be used. */
export const relayOnly: Value<boolean> = value;

/** Chosen for good, and for the call that runs. */
export function setRelayOnly(on: boolean): void {
  value.set(on);
  if (on) storage.set(storageKey, 'yes');
  else storage.remove(storageKey);
}
