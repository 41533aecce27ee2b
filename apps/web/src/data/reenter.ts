import { type CallSession, enterCall } from './call-session.ts';
import { fetchJoinCard } from './join.ts';
import { openLocalMedia } from './local-media.ts';

/** Back into a call that one was in, with what was on. Throws `ConvergeError`. */
export async function reenterCall(session: CallSession): Promise<CallSession> {
  const { door, live } = session;
  const { media, may, ice } = await fetchJoinCard(door.room.code);
  const { microphone, camera } = session.wishes.get();
  const local = openLocalMedia({
    microphone: microphone && may.speak,
    camera: camera && may.camera,
  });
  return enterCall({ door, identity: live.identity, local, media, ice });
}
