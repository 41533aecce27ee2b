import type { CallState } from '@converge/client/call/types';
import { moderates, type RoomRules } from '@converge/protocol/permissions';
import { silence } from '@converge/protocol/quality';
import type { CallSnapshot, Participant } from '@converge/protocol/realtime/call';
import type { Room } from '@converge/protocol/rest/rooms';
import { useMemo, useRef } from 'react';
import type { CallSession } from '../../../data/call-session.ts';
import { useValue } from '../../../data/use-value.ts';
import { useFormat } from '../../../i18n/format.ts';
import { createArrivals } from '../model/arrivals.ts';
import { type BarModel, barOf } from '../model/bar.ts';
import { joiningCall } from '../model/joining.ts';
import { type LineNotice, lineNoticeOf } from '../model/line-notice.ts';
import { actorOf, type PersonModel, peopleOf } from '../model/people.ts';
import { handQueue, type OwnMedia, type TileModel, tileId, tilesOf } from '../model/tiles.ts';

export interface CallModel {
  readonly me: Participant;
  readonly call: CallSnapshot;
  /** The server hasn't answered yet: one sees only oneself. */
  readonly joining: boolean;
  readonly rules: RoomRules;
  readonly tiles: readonly TileModel[];
  readonly people: readonly PersonModel[];
  readonly bar: BarModel;
  readonly speaker: string | null;
  readonly host: string | null;
  readonly line: LineNotice;
}

/**
 * What the call looks like now; null: one isn't inside. Levels and pictures are
 * not in it: those reach their tiles by the port, without drawing the page anew.
 */
export function useCallModel(
  session: CallSession,
  room: Pick<Room, 'state' | 'access' | 'preset'>,
): CallModel | null {
  const { call, local } = session;
  const { compare } = useFormat();
  const state = useValue(useMemo(() => createArrivals(call), [call]));
  const mediaLine = useValue(call.line);
  const thin = useValue(call.thin);
  const held = useValue(call.held);
  const microphone = useValue(local.microphone);
  const camera = useValue(local.camera);
  const screen = useValue(local.screen);
  const previous = useRef<readonly TileModel[]>([]);

  return useMemo(() => {
    const seen = seenIn(state, session);
    if (!seen) return null;
    const { call, me, joining } = seen;
    const rules: RoomRules = {
      state: room.state,
      access: room.access,
      // Who is inside has passed it.
      door: 'open',
      policy: call.policy,
    };
    const own: OwnMedia = {
      microphone: microphone.kind === 'on',
      camera: camera.kind === 'on',
      screen: screen.kind === 'on',
    };
    const line = lineNoticeOf({ state, media: mediaLine, thin, held });
    // Nobody can tell this device that it hears nobody. Who waits for a place has a line.
    const silent = state.kind === 'reconnecting' || mediaLine === 'broken';
    const ownLine = silent && line !== 'full' ? silence : null;
    const tiles = tilesOf({ call, me: me.id, own, ownLine }, previous.current);
    previous.current = tiles;
    const place = handQueue(call.participants).indexOf(me.id);
    const hand = place === -1 ? null : place + 1;
    const active = call.activeSpeaker;
    return {
      me,
      call,
      joining,
      rules,
      tiles,
      people: peopleOf({ call, me: me.id, own, ownLine, rules, compare }),
      bar: barOf({ me: actorOf(me), rules, microphone, camera, screen, hand }),
      host: room.preset === 'class' ? hostOf(call.participants, me) : null,
      speaker: active === null || active === me.id ? null : tileId(active, 'camera'),
      line,
    };
  }, [
    session,
    state,
    mediaLine,
    thin,
    held,
    microphone,
    camera,
    screen,
    room.state,
    room.access,
    room.preset,
    compare,
  ]);
}

/** What there is to show of the call; null: it is over. */
function seenIn(state: CallState, { door }: CallSession) {
  switch (state.kind) {
    case 'in':
    case 'reconnecting': {
      const me = state.call.participants.find(({ id }) => id === state.self);
      return me ? { call: state.call, me, joining: false } : null;
    }
    case 'idle':
    case 'joining':
      return { ...joiningCall(door.room, door.me, door.role), joining: true };
    default:
      return null;
  }
}

/** Whom a class looks at: who leads it; who leads it oneself looks at the class. */
function hostOf(participants: readonly Participant[], me: Participant): string | null {
  if (moderates(actorOf(me))) return null;
  const host = participants.find((one) => moderates(actorOf(one)) && one.media.camera === 'on');
  return host ? tileId(host.id, 'camera') : null;
}
