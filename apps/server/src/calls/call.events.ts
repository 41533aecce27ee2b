/** The requests of a call and its media, each to where it is decided. */
import { ConvergeError } from '@converge/protocol/errors';
import {
  callDevices,
  callHand,
  callJoin,
  callLeave,
  callQuality,
  callReact,
  callReaction,
  callStatistics,
} from '@converge/protocol/realtime/call';
import {
  directFailed,
  directReceived,
  directSignal,
  directWish,
} from '@converge/protocol/realtime/direct';
import {
  mediaConnect,
  mediaConsumersReady,
  mediaMissing,
  mediaProduce,
  mediaRestartIce,
  mediaSetPaused,
  mediaStop,
  mediaView,
} from '@converge/protocol/realtime/media';
import { callPoint } from '@converge/protocol/realtime/point';
import { type Handler, handler } from '../platform/realtime/ports.ts';
import { outcomeOf } from './arrival-outcome.ts';
import type { Calls } from './calls.service.ts';
import { lowerHand, ownHand } from './floor.ts';
import { lobbyHandlers } from './lobby.events.ts';
import { moderationHandlers } from './moderation.events.ts';
import { point } from './pointing.ts';
import type { CallRooms } from './ports.ts';
import { statistics } from './quality.ts';
import { produce, setPaused, stop, withOwnMedia } from './sending.ts';
import { wallHandlers } from './wall.events.ts';

const done = {};

export function callHandlers(calls: Calls, rooms: CallRooms): Handler[] {
  const inside: Calls['seated'] = (session, roomId) => calls.seated(session, roomId);

  return [
    ...moderationHandlers(calls),
    ...lobbyHandlers(calls, rooms),
    ...wallHandlers(calls),
    handler(callJoin, (session, input) => calls.join(session, input)),
    handler(callLeave, async (session, { roomId }) => {
      await calls.leave(session, roomId);
      return done;
    }),
    handler(callHand, async (session, { roomId, raised, participantId }) => {
      const { call, participant } = inside(session, roomId);
      if (participantId === undefined || participantId === participant.id) {
        ownHand(call, participant, raised);
      } else if (raised) {
        throw new ConvergeError('forbidden');
      } else {
        lowerHand(call, participant, participantId);
      }
      return done;
    }),
    handler(callReact, async (session, { roomId, reaction }) => {
      const { call, participant } = inside(session, roomId);
      const participantId = participant.id;
      call.context.pace(roomId);
      call.context.broadcast(call.topic, callReaction, { roomId, participantId, reaction });
      return done;
    }),
    handler(callPoint, async (session, { roomId, participantId, at }) => {
      const { call, participant } = inside(session, roomId);
      point(call, participant, session, participantId, at);
      return done;
    }),
    handler(callQuality, async (session, { roomId, report, arrival }) => {
      const { call, participant } = inside(session, roomId);
      const { observer } = call.context;
      call.quality.report(participant.id, report);
      observer.measured(participant.id, report);
      const { route } = report;
      if (route && call.chronicle.route(participant.id, route)) observer.routed(route);
      if (arrival && !participant.arrivalTold) {
        participant.arrivalTold = true;
        observer.arrived(arrival, session.client, outcomeOf(arrival, call.participants.values()));
      }
      return done;
    }),
    handler(callDevices, async (session, { roomId, devices }) => {
      inside(session, roomId).participant.devices = devices;
      return done;
    }),
    handler(callStatistics, async (session, { roomId }) => {
      const { call, participant } = inside(session, roomId);
      return statistics(call, participant);
    }),

    handler(directWish, async (session, { roomId, willing }) => {
      const { call, participant } = inside(session, roomId);
      call.direct.wish(participant.id, willing);
      return done;
    }),
    handler(directSignal, async (session, { roomId, id, signal }) => {
      const { call, participant } = inside(session, roomId);
      call.direct.signal(participant.id, id, signal);
      return done;
    }),
    handler(directReceived, async (session, { roomId, id, sources }) => {
      const { call } = inside(session, roomId);
      await withOwnMedia(calls.connection(session), (media, participant) =>
        call.direct.received(participant.id, media, id, sources),
      );
      return done;
    }),
    handler(directFailed, async (session, { roomId, id }) => {
      const { call, participant } = inside(session, roomId);
      call.direct.failed(participant.id, id);
      return done;
    }),

    handler(mediaConnect, async (session, { transportId, dtlsParameters }) => {
      await withOwnMedia(calls.connection(session), (media) =>
        media.connect(transportId, dtlsParameters),
      );
      return done;
    }),
    handler(mediaRestartIce, (session, { transportId }) =>
      withOwnMedia(calls.connection(session), async (media) => ({
        iceParameters: await media.restartIce(transportId),
      })),
    ),
    handler(mediaProduce, async (session, input) => ({
      producerId: await produce(calls.connection(session), input),
    })),
    handler(mediaSetPaused, async (session, { producerId, paused }) => {
      await setPaused(calls.connection(session), producerId, paused);
      return done;
    }),
    handler(mediaStop, async (session, { producerId }) => {
      await stop(calls.connection(session), producerId);
      return done;
    }),
    handler(mediaView, async (session, { tiles }) => {
      await withOwnMedia(calls.connection(session), (media) => media.setView(tiles));
      return done;
    }),
    handler(mediaMissing, async (session, { consumerIds, anew }) => {
      await withOwnMedia(calls.connection(session), (media) =>
        media.consumersMissing(consumerIds, anew),
      );
      return done;
    }),
    handler(mediaConsumersReady, async (session, { consumerIds }) => {
      await withOwnMedia(calls.connection(session), (media) => media.consumersReady(consumerIds));
      return done;
    }),
  ];
}
