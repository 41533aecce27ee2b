/** Whether this device saves data in calls; kept here, since it is the line that costs, not the person. */
import { browserStorage } from '@converge/client/state/storage';
import { createValue, type Value } from '@converge/client/state/value';

const storage = browserStorage();
const storageKey = 'converge.saveData';

const value = createValue(storage.get(storageKey) === 'yes');

/** Acts in a running call at once. */
export const savingData: Value<boolean> = value;

export function setSavingData(on: boolean): void {
  value.set(on);
  if (on) storage.set(storageKey, 'yes');
  else storage.remove(storageKey);
}
