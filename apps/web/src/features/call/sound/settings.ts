/** Which sounds this device makes; kept here, since a loud room isn't the person's but the place's. */
import { browserStorage } from '@converge/client/state/storage';
import { createValue, type Value } from '@converge/client/state/value';
import { type Sound, sounds } from './synth.ts';

const storageKey = 'converge.silent';
const storage = browserStorage();

export type SoundSettings = Readonly<Record<Sound, boolean>>;

const initial = (): SoundSettings => {
  const silent = (storage.get(storageKey) ?? '').split(',');
  return {
    join: on('join'),
    leave: on('leave'),
    hand: on('hand'),
    knock: on('knock'),
    message: on('message'),
  };

  function on(sound: Sound): boolean {
    return !silent.includes(sound);
  }
};

const value = createValue(initial());

/** What is on. */
export const soundSettings: Value<SoundSettings> = value;

/** Switches one sound on or off, for good. */
export function setSound(sound: Sound, on: boolean): void {
  value.update((old) => ({ ...old, [sound]: on }));
  const now = value.get();
  storage.set(storageKey, sounds.filter((one) => !now[one]).join(','));
}
