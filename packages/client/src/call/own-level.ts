/** The loudness of the own microphone, measured only while somebody looks at it. */
import { createValue, type Value } from '../state/value.ts';
import type { MediaPort } from './media-port.ts';
import type { LocalSource } from './types.ts';

export function createOwnLevel(port: MediaPort, microphone: Value<LocalSource>): Value<number> {
  const level = createValue(0);
  let watchers = 0;
  let measured: MediaStreamTrack | null = null;
  let stopMeter = () => {};
  let stopSource = () => {};

  return {
    get: level.get,
    subscribe(listener) {
      const end = level.subscribe(listener);
      if (++watchers === 1) {
        stopSource = microphone.subscribe(follow);
        follow();
      }
      let ended = false;
      return () => {
        if (ended) return;
        ended = true;
        end();
        if (--watchers > 0) return;
        stopSource();
        measure(null);
      };
    },
  };

  function follow(): void {
    const source = microphone.get();
    measure(source.kind === 'on' || source.kind === 'muted' ? source.track : null);
  }

  function measure(track: MediaStreamTrack | null): void {
    if (track === measured) return;
    stopMeter();
    measured = track;
    level.set(0);
    stopMeter = track ? port.meter(track, level.set) : () => {};
  }
}
