/** The bridge from the engine to the tiles: one value per question, so that only a tile hears of its own. */
import type { Call, LocalMedia } from '@converge/client/call/types';
import { createValue, derive, type Value, type WritableValue } from '@converge/client/state/value';
import type { ParticipantId } from '@converge/protocol/ids';
import type { ShownReaction, TilePort } from '../tile/tile-port.ts';
import { createPictures } from './pictures.ts';
import { createPointers } from './pointers.ts';
import { speechLevel } from './speech.ts';

/** How long a sign stays over its tile, in milliseconds; the animation is as long. */
const reactionMs = 2_600;

export interface LiveTilePort extends TilePort {
  close(): void;
}

export function createTilePort(call: Call, local: LocalMedia): LiveTilePort {
  const speaking = new Map<ParticipantId, Value<boolean>>();
  const reactions = new Map<ParticipantId, WritableValue<ShownReaction | null>>();
  const timers = new Map<ParticipantId, ReturnType<typeof setTimeout>>();
  const pointers = createPointers(call);
  let nr = 0;

  // In a long call hundreds come and go, each under an id of their own.
  const stopFollowing = call.participants.subscribe(() => {
    const here = new Set(call.participants.get().map((one) => one.id));
    for (const map of [speaking, reactions]) {
      for (const id of map.keys()) if (!here.has(id)) map.delete(id);
    }
    pointers.keepOnly(here);
  });

  const reactionOf = (id: ParticipantId) =>
    remembered(reactions, id, () => createValue<ShownReaction | null>(null));
  const stop = call.events.on('reaction', (id, reaction) => {
    reactionOf(id).set({ reaction, nr: ++nr });
    clearTimeout(timers.get(id));
    timers.set(
      id,
      setTimeout(() => {
        timers.delete(id);
        reactions.get(id)?.set(null);
      }, reactionMs),
    );
  });

  return {
    picture: createPictures(call, local),
    drawn(tile) {
      if (!tile.self) call.pictureShown();
    },
    speaking: (id) =>
      remembered(speaking, id, () => derive([call.level(id)], (level) => level > speechLevel)),
    reaction: reactionOf,
    pointers: (tile) => pointers.of(tile.participantId),
    point: (tile, at) => pointers.point(tile.participantId, at),
    enlarged({ participantId, source, self }, size) {
      // Nobody sends one's own picture back.
      if (self) return () => {};
      const shown = call.view.show({ participantId, source, ...size });
      return () => shown.hide();
    },
    close() {
      stop();
      stopFollowing();
      pointers.close();
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

function remembered<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
