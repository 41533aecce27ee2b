/** What a call does with what its SFU tells. */
import { can, moderates } from '@converge/protocol/permissions';
import { callLevels } from '@converge/protocol/realtime/call';
import {
  mediaConsumersClosed,
  mediaConsumersOpened,
  mediaLayersWanted,
  mediaLineThin,
  mediaLost,
} from '@converge/protocol/realtime/media';
import type { Call } from './call.ts';
import type { MediaHost } from './ports.ts';
import { seesWall } from './wall.ts';

export function hostOf(call: Call): MediaHost {
  const sessionOf = (id: Parameters<MediaHost['consumersOpened']>[0]) =>
    call.participants.get(id)?.connection?.session;

  return {
    maySee(viewer, owner, source) {
      if (source === 'wallScreen') return seesWall(call, viewer, owner);
      if (source === 'screen' && call.snapshot.wall?.staged === owner) return true;
      return can(call.actor(viewer), 'seeOthers', call.rules) || moderates(call.actor(owner));
    },

    // Who is away hears nothing; the answer to taking the seat again lists everything.
    consumersOpened: (id, transportId, consumers) =>
      sessionOf(id)?.send(mediaConsumersOpened, { transportId, consumers }),
    consumersClosed: (id, consumerIds) =>
      sessionOf(id)?.send(mediaConsumersClosed, { consumerIds }),
    layersWanted: (id, producerId, maxSpatial) =>
      sessionOf(id)?.send(mediaLayersWanted, { producerId, maxSpatial }),
    lineThin: (id, thin) => sessionOf(id)?.send(mediaLineThin, { thin }),

    levels(levels) {
      call.context.broadcast(
        call.topic,
        callLevels,
        { roomId: call.roomId, levels },
        { volatile: true },
      );
    },

    speaker(participantId) {
      if (participantId !== null && !call.participants.has(participantId)) return;
      if (call.snapshot.activeSpeaker !== participantId) {
        call.apply({ type: 'speaker', participantId });
      }
    },

    silent(id, silent) {
      if (call.participants.has(id)) call.quality.silent(id, silent);
    },

    lost() {
      call.forgetMedia();
      for (const { participant } of call.arrivals.values()) participant.dropMedia();
      for (const participant of call.participants.values()) participant.dropMedia();
      for (const { id } of call.snapshot.participants) call.mediaOff(id);
      if (call.snapshot.activeSpeaker !== null) {
        call.apply({ type: 'speaker', participantId: null });
      }
      for (const { connection } of call.participants.values()) {
        connection?.session.send(mediaLost, {});
      }
    },
  };
}
