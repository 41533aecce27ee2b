/** The way into a call, as a new participant. */
import { ConvergeError } from '@converge/protocol/errors';
import type { JoinAttempt, PathToken } from '@converge/protocol/ids';
import type { Actor, Capability } from '@converge/protocol/permissions';
import type { Admission } from '@converge/protocol/realtime/call';
import type { RouterCapabilities } from '@converge/protocol/realtime/media';
import { listen, viewFor } from './audience.ts';
import type { Call } from './call.ts';
import type { Connection } from './connection.ts';
import { hasRoom, makeRoom } from './full.ts';
import { Participant } from './participant.ts';
import type { ParticipantMedia } from './ports.ts';

/** What a device says of itself at the door. */
export interface DeviceWishes {
  readonly rtpCapabilities: RouterCapabilities;
  /** It may be spoken to past the SFU. */
  readonly direct: boolean;
  /** A path that was opened ahead. */
  readonly path?: PathToken | undefined;
  /** By which they are known where they ask again. */
  readonly attempt?: JoinAttempt | undefined;
  /** It was inside before, and lost its line. */
  readonly returning?: boolean | undefined;
}

/** What somebody is in the room when they enter. */
export interface Entering {
  readonly actor: Actor;
  readonly floor: readonly Capability[];
}

/**
 * Makes transports and lets in.
 * `confirm` answers what the person is in the room at the moment of entering,
 * since that may have changed while the transports were made.
 * @throws ConvergeError removed, call_full, media_unavailable, media_invalid, unavailable,
 *   and whatever `confirm` throws
 */
export async function admit(
  call: Call,
  connection: Connection,
  actor: Actor,
  confirm: () => Promise<Entering>,
  { rtpCapabilities, direct, path, attempt, returning }: DeviceWishes,
): Promise<Admission> {
  const { person } = connection.session.identity;
  if (call.removed.has(person.id)) throw new ConvergeError('removed');
  if (!hasRoom(call)) throw new ConvergeError('call_full');
  const participant = new Participant(person.id);
  call.arrivals.set(participant.id, { participant, person, actor });
  // A third one will want to see something at once.
  call.direct.review();
  try {
    const media = await call.media();
    participant.media = await media.attach(participant.id, rtpCapabilities, path);
    const confirmed = await confirm();
    if (call.removed.has(person.id)) throw new ConvergeError('removed');
    if (call.ended || connection.closed) throw new ConvergeError('unavailable');
    if (direct) call.direct.wish(participant.id, true);
    const entered = enter(call, connection, participant, confirmed, attempt);
    if (returning) cameBack(call, participant);
    // Who may see whom may have been judged by what they were before.
    if (confirmed.actor !== actor) call.reviewMedia();
    return entered;
  } catch (error) {
    participant.close('lost');
    throw error;
  } finally {
    call.arrivals.delete(participant.id);
    call.direct.review();
    call.endIfEmpty();
  }
}

/** Nothing in here waits: the snapshot, its number and the subscription belong together. */
function enter(
  call: Call,
  connection: Connection,
  participant: Participant,
  { actor, floor }: Entering,
  attempt: JoinAttempt | undefined,
): Admission {
  const { media } = participant;
  if (!media) throw new ConvergeError('media_unavailable');
  makeRoom(call);
  const { session } = connection;
  call.participants.set(participant.id, participant);
  call.apply({
    type: 'joined',
    participant: {
      id: participant.id,
      person: session.identity.person,
      // An admin who never entered leads the room all the same.
      role: actor.roomRole ?? 'moderator',
      spaceRole: actor.spaceRole,
      grants: actor.grants ?? {},
      ...(floor.length > 0 ? { floor: [...floor] } : {}),
      joinedAt: call.context.clock.now(),
      presence: 'here',
      handRaisedAt: null,
      media: { microphone: 'off', camera: 'off', screen: 'off', screenAudio: 'off' },
    },
  });
  sit(call, connection, participant);
  call.context.changed(call);
  return admission(call, participant, media, { resumed: false, attempt });
}

/** A lost line is back for which the seat wasn't held so long, or not by this server. */
function cameBack(call: Call, participant: Participant): void {
  call.chronicle.cameBack(participant.id);
  call.context.observer.returned('sfu');
}

/** Binds a participant and a connection to each other. */
export function sit(call: Call, connection: Connection, participant: Participant): void {
  participant.sit(connection);
  connection.seated = { call, participant };
  listen(call, participant);
}

/** What the device gets; the seat's key is a new one each time. */
export const admission = (
  call: Call,
  participant: Participant,
  media: ParticipantMedia,
  { resumed, attempt }: { resumed: boolean; attempt: JoinAttempt | undefined },
): Admission => ({
  state: 'admitted',
  participantId: participant.id,
  seat: participant.seat.issue(attempt),
  resumed,
  call: viewFor(call, participant),
  seq: call.seq,
  transports: media.transports,
  consumers: media.consumers(),
});
