/** Starts calls. Importing it loads mediasoup-client and socket.io: always dynamically. */
import { createCall } from '@converge/client/call/call';
import { speakerOf } from '@converge/client/call/device-follow';
import { loadMediaDevice, type MediaDevice } from '@converge/client/call/media-device';
import { openPathAhead, type PathAhead, type PathServer } from '@converge/client/call/path-ahead';
import { createPlayback } from '@converge/client/call/playback';
import type { Call } from '@converge/client/call/types';
import { systemClock } from '@converge/client/state/clock';
import { createValue, derive } from '@converge/client/state/value';
import type { RouterCapabilities } from '@converge/protocol/realtime/media';
import { addressHidden } from './address-choice.ts';
import { callLog } from './call-log.ts';
import type { CallSession, EnterOptions, MediaWishes } from './call-session.ts';
import { savingData } from './data-saver.ts';
import { deviceNamesOf } from './device-names.ts';
import { iceServersOf } from './ice.ts';
import { holdRoomFor } from './live-room.ts';
import { relayOnly } from './relay-choice.ts';
import { isSomebodySeen } from './somebody-seen.ts';

let prepared: { readonly key: string; readonly device: Promise<MediaDevice> } | null = null;

/** Loads the media device for these capabilities once; every server process has the same. */
export function prepareDevice(media: RouterCapabilities): Promise<MediaDevice> {
  const key = JSON.stringify(media);
  if (prepared?.key !== key) {
    const device = loadMediaDevice(media);
    prepared = { key, device };
    // What failed must not be remembered: another try may follow another answer.
    device.catch(() => {
      if (prepared?.device === device) prepared = null;
    });
  }
  return prepared.device;
}

/** Makes a media path for whoever will come in, unless everything is to go by a relay. */
export const preparePath = (media: RouterCapabilities, server: PathServer): PathAhead | null =>
  relayOnly.get()
    ? null
    : openPathAhead({
        ...server,
        device: prepareDevice(media),
        clock: systemClock,
        log: callLog,
      });

/** What the room has to tell waits for so long for the first picture, which the same line and machine bring. */
const PICTURE_MS = 1_000;

/** Everything a call needs, alive until `end`. Nothing happens before `call.join()`. */
export function beginSession(options: EnterOptions): CallSession {
  const { door, identity, local, media, ice, line = null, path = null } = options;
  const roomId = door.room.id;
  let arrived = () => {};
  const inside = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const live = holdRoomFor({ line, inside }, roomId, identity);
  const { connection } = live.value;
  const engine = createCall({
    ...{ connection, roomId, local, log: callLog, relayOnly },
    device: prepareDevice(media),
    ice: iceServersOf(identity, ice),
    path,
    saving: savingData,
    direct: derive([addressHidden], (hidden) => !hidden),
    devices: deviceNamesOf(local),
  });
  const call: Call = {
    ...engine,
    pictureShown() {
      engine.pictureShown();
      arrived();
    },
  };
  const playback = createPlayback({
    tracks: call.tracks,
    speaker: derive([local.chosen, local.devices], (chosen, devices) =>
      speakerOf(chosen.speaker, devices.speaker),
    ),
  });
  const wishes = createValue<MediaWishes>({ microphone: false, camera: false });
  let ended = false;
  const stopWatching = call.state.subscribe(() => {
    const { kind } = call.state.get();
    if (kind === 'in' && isSomebodySeen(call)) setTimeout(arrived, PICTURE_MS);
    else if (kind !== 'joining') arrived();
    // Thrown out, ended for all, or refused: the camera's light must not stay on.
    if (kind === 'left' || kind === 'failed') end();
  });
  // Who closes the page has left; the seat isn't held for somebody who doesn't come back.
  window.addEventListener('pagehide', end);
  return { roomId, door, ice, live: live.value, call, local, playback, wishes, end };

  function end(): void {
    if (ended) return;
    ended = true;
    arrived();
    stopWatching();
    window.removeEventListener('pagehide', end);
    wishes.set({
      microphone: local.microphone.get().kind === 'on',
      camera: local.camera.get().kind === 'on',
    });
    call.leave();
    playback.close();
    local.close();
    live.release();
  }
}
