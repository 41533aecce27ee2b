/** What is received from whom: one place to read, whichever media session brings it. */
import type { ConsumerId, ParticipantId } from '@converge/protocol/ids';
import type { SentSource, Source } from '@converge/protocol/realtime/media';
import { createValue, type Value, type WritableValue } from '../state/value.ts';
import type { RemoteTrack } from './types.ts';

export interface RemoteTracks {
  readonly all: Value<readonly RemoteTrack[]>;
  one(participantId: ParticipantId, source: SentSource): Value<MediaStreamTrack | null>;
  add(consumerId: ConsumerId, track: RemoteTrack): void;
  remove(consumerId: ConsumerId): void;
  /** Takes the place of what comes from the server. */
  overlay(participantId: ParticipantId, source: Source, track: MediaStreamTrack): void;
  /** What comes from the server counts again, unless another track than this one lies over it by now. */
  uncover(participantId: ParticipantId, source: Source, track: MediaStreamTrack): void;
  /** What comes from the server, whether something lies over it or not. */
  beneath(participantId: ParticipantId, source: Source): MediaStreamTrack | null;
  /** Forgets all that comes from the server. */
  clear(): void;
  /** Forgets the places of all others: who has left doesn't come back under the same id. */
  keepOnly(inside: ReadonlySet<ParticipantId>): void;
}

export function createRemoteTracks(): RemoteTracks {
  const all = createValue<readonly RemoteTrack[]>([]);
  // In the order of arrival: of two for the same source the later one counts,
  // since a source that is begun anew may arrive before the old one ends.
  const byConsumer = new Map<ConsumerId, RemoteTrack>();
  const overlays = new Map<string, RemoteTrack>();
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
    overlay(participantId, source, track) {
      const key = `${participantId} ${source}`;
      if (overlays.get(key)?.track === track) return;
      overlays.set(key, { participantId, source, track });
      publish({ participantId, source });
    },
    uncover(participantId, source, track) {
      const key = `${participantId} ${source}`;
      if (overlays.get(key)?.track !== track) return;
      overlays.delete(key);
      publish({ participantId, source });
    },
    beneath(participantId, source) {
      const here = (one: RemoteTrack) =>
        one.participantId === participantId && one.source === source;
      return [...byConsumer.values()].findLast(here)?.track ?? null;
    },
    clear() {
      byConsumer.clear();
      const left = current();
      all.set([...left.values()]);
      for (const [key, value] of byPlace) value.set(left.get(key)?.track ?? null);
    },
    keepOnly(inside) {
      const left = current();
      for (const key of byPlace.keys()) {
        // Whose picture still runs is forgotten the next time.
        if (!inside.has(ownerIn(key)) && !left.has(key)) byPlace.delete(key);
      }
    },
  };

  function place(key: string): WritableValue<MediaStreamTrack | null> {
    const known = byPlace.get(key);
    if (known) return known;
    const made = createValue<MediaStreamTrack | null>(current().get(key)?.track ?? null);
    byPlace.set(key, made);
    return made;
  }

  function current(): Map<string, RemoteTrack> {
    const tracks = new Map<string, RemoteTrack>();
    for (const track of byConsumer.values()) {
      tracks.set(`${track.participantId} ${track.source}`, track);
    }
    for (const [key, track] of overlays) tracks.set(key, track);
    return tracks;
  }

  function publish({ participantId, source }: Pick<RemoteTrack, 'participantId' | 'source'>): void {
    const tracks = current();
    const key = `${participantId} ${source}`;
    all.set([...tracks.values()]);
    byPlace.get(key)?.set(tracks.get(key)?.track ?? null);
  }
}

const ownerIn = (key: string) => key.slice(0, key.indexOf(' ')) as ParticipantId;
