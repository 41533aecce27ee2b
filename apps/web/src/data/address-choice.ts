/** Whether this device shows its address to others; kept here, since it is the device's place that it tells. */
import { browserStorage } from '@converge/client/state/storage';
import { createValue, type Value } from '@converge/client/state/value';

const storageKey = 'converge.hideAddress';
const storage = browserStorage();

const value = createValue(storage.get(storageKey) === 'yes');

/** Nothing is sent to another person directly. */
export const addressHidden: Value<boolean> = value;

/** Chosen for good, and for the call that runs. */
export function setAddressHidden(on: boolean): void {
  value.set(on);
  if (on) storage.set(storageKey, 'yes');
  else storage.remove(storageKey);
}
