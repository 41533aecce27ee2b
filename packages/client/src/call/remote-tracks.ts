/** What is received from whom: one place to read, whichever media session brings it. */
import type { ConsumerId, ParticipantId } from '@converge/protocol/ids';
import type { Source } from '@converge/protocol/realtime/media';
import { createValue, type Value, type WritableValue } from '../state/value.ts';
import type { RemoteTrack } from './types.ts';

export interface RemoteTracks {
  readonly all: Value<readonly RemoteTrack[]>;
  one(participantId: ParticipantId, source: Source): Value<MediaStreamTrack | null>;
  add(consumerId: ConsumerId, track: RemoteTrack): void;
  remove(consumerId: ConsumerId): void;
  clear(): void;
}

export function createRemoteTracks(): RemoteTracks {
  const all = createValue<readonly RemoteTrack[]>([]);
  // In the order of arrival: of two for the same source the later one counts,
  // since a source that is begun anew may arrive before the old one ends.
  const byConsumer = new Map<ConsumerId, RemoteTrack>();
  const byPlace = new Map<string, WritableValue<MediaStreamTrack | null>>();

  return {
    all,
    one: (participantId, source) => place(`${participantId} ${source}`),
    add(consumerId, track) {
      byConsumer.set(consumerId, track);
      publish(track);
    },
    remove(consumerId) {
      const track = byConsumer.get(consumerId);
      if (!track) return;
      byConsumer.delete(consumerId);
      publish(track);
    },
    clear() {
      byConsumer.clear();
      all.set([]);
      for (const value of byPlace.values()) value.set(null);
    },
  };

  function place(key: string): WritableValue<MediaStreamTrack | null> {
    const known = byPlace.get(key) ?? createValue<MediaStreamTrack | null>(null);
    byPlace.set(key, known);
    return known;
  }

  function publish({ participantId, source }: RemoteTrack): void {
    const current = new Map<string, RemoteTrack>();
    for (const track of byConsumer.values()) {
      current.set(`${track.participantId} ${track.source}`, track);
    }
    const key = `${participantId} ${source}`;
    all.set([...current.values()]);
    place(key).set(current.get(key)?.track ?? null);
  }
}
