/** The sounds of a call one is in: those that are on, and none over somebody's speech. */
import type { CallState } from '@converge/client/call/types';
import type { CallSession } from '../../../data/call-session.ts';
import { whenIdle } from '../../page/when-idle.ts';
import { someoneWaits } from '../leading/knocks.ts';
import { inPause } from '../sound/in-pause.ts';
import { soundSettings } from '../sound/settings.ts';
import { play, type Sound } from '../sound/synth.ts';
import { speechLevel } from './speech.ts';

/**
 * Plays a sign if nobody would be talked over; a moment later, when the page has
 * time: who just came in is being drawn, and waits for a picture.
 */
export function sound(session: CallSession, sign: Sound): void {
  // Who just came in isn't shown before either.
  if (sign === 'join') setTimeout(() => soundSoon(session, sign), ARRIVAL_MS);
  else soundSoon(session, sign);
}

function soundSoon(session: CallSession, sign: Sound): void {
  whenIdle(() => {
    if (!someoneSpeaks(session)) playSign(session, sign);
  }, LATEST_MS);
}

const ARRIVAL_MS = 500;

let callOffKnock = () => {};

/**
 * Somebody waits, and goes on waiting: this sign waits for a pause rather than be
 * lost (SPEC LOBBY-9). One is enough for all who came until then.
 */
export function knock(session: CallSession): void {
  const { call, roomId } = session;
  callOffKnock();
  callOffKnock = inPause(() => playSign(session, 'knock'), {
    speaks: () => someoneSpeaks(session),
    wanted: () => isInside(call.state.get().kind) && someoneWaits(roomId),
  });
}

const isInside = (kind: CallState['kind']): boolean => kind === 'in' || kind === 'reconnecting';

/** After so long a sign would be one of something else. */
const LATEST_MS = 500;

function playSign(session: CallSession, sign: Sound): void {
  if (!soundSettings.get()[sign]) return;
  play(sign, session.local.chosen.get().speaker ?? '').catch(() => {
    // No gesture yet, so the browser keeps the page silent: the sign is not worth asking for one.
  });
}

const someoneSpeaks = ({ call }: CallSession): boolean =>
  call.participants.get().some(({ id }) => call.level(id).get() > speechLevel);
