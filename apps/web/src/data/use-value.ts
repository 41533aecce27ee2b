/** The one bridge from the SDK's values to React (docs/adr/0030). */
import type { Value } from '@converge/client/state/value';
import { useSyncExternalStore } from 'react';

/** The present value; the component is drawn anew when it changes, and only then. */
export const useValue = <T>(value: Value<T>): T => useSyncExternalStore(value.subscribe, value.get);
