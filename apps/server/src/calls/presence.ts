/** Lost lines: a seat is held for a while, and taken again by whoever has its key. */
import { ConvergeError } from '@converge/protocol/errors';
import type { JoinAttempt, SeatToken } from '@converge/protocol/ids';
import { type Admission, callOver } from '@converge/protocol/realtime/call';
import type { RouterCapabilities } from '@converge/protocol/realtime/media';
import { admission, sit } from './admission.ts';
import type { Call } from './call.ts';
import type { Connection } from './connection.ts';
import type { Participant } from './participant.ts';
import type { ParticipantMedia } from './ports.ts';

/**
 * The connection is gone: its participant is away, with role, hand and media as
 * they were, until the seat is taken again or its time is over.
 */
export async function holdSeat(connection: Connection): Promise<void> {
  const { seated } = connection;
  if (!seated) return;
  const { call, participant } = seated;
  await participant.serial(() => {
    if (participant.connection !== connection) return;
    connection.seated = null;
    const { clock, limits } = call.context;
    participant.hold(clock.now(), limits.seatMs, () => {
      const held = participant.presence;
      // Behind whoever is taking the seat at this moment: they were in time.
      void participant.serial(() => {
        if (participant.presence === held) call.leave(participant, 'lost');
      });
    });
    call.apply({ type: 'presence', participantId: participant.id, presence: 'away' });
  });
}

/** What somebody shows who comes back. */
export interface SeatProof {
  readonly seat?: SeatToken | undefined;
  readonly attempt?: JoinAttempt | undefined;
}

/**
 * Whose seat this is, of this person: by its key, or by the attempt with which they
 * took it, where they ask again since the answer was lost on its way (SPEC SEAT-8).
 */
export function findSeat(
  call: Call,
  { session }: Connection,
  { seat, attempt }: SeatProof,
): Participant | undefined {
  return [...call.participants.values()].find(
    (one) =>
      one.personId === session.identity.person.id &&
      ((seat !== undefined && one.seat.opens(seat)) ||
        (attempt !== undefined && one.seat.answered(attempt))),
  );
}

/** Whether it may be taken from here. What comes late on a line that was given up is no wish any more. */
function opens(
  { seat, lineNr }: Participant,
  { session }: Connection,
  { seat: token, attempt }: SeatProof,
): boolean {
  if (token !== undefined && seat.opens(token)) return true;
  return attempt !== undefined && seat.answered(attempt) && session.nr >= lineNr;
}

interface SeatWishes {
  readonly rtpCapabilities: RouterCapabilities;
  readonly fresh?: boolean | undefined;
  readonly direct: boolean;
}

/**
 * Takes a seat again, whether it is held or its old line only seems alive. With
 * `fresh` its media begins anew: what was sent ends, and comes on other transports.
 * @throws ConvergeError seat_gone, media_unavailable, media_invalid
 */
export async function takeSeat(
  call: Call,
  connection: Connection,
  participant: Participant,
  proof: SeatProof,
  { rtpCapabilities, fresh = false, direct }: SeatWishes,
): Promise<Admission> {
  return participant.comeBack(async () => {
    if (participant.gone || !opens(participant, connection, proof)) {
      throw new ConvergeError('seat_gone');
    }
    if (fresh) endMedia(call, participant);
    const resumed = participant.media !== null;
    const media = participant.media ?? (await attachAgain(call, participant, rtpCapabilities));
    if (connection.closed) throw new ConvergeError('unavailable');
    release(call, connection, participant);
    call.direct.wish(participant.id, direct);
    const wasAway = participant.presence.state === 'away';
    if (wasAway) {
      call.apply({ type: 'presence', participantId: participant.id, presence: 'here' });
      call.context.observer.returned(call.snapshot.direct ? 'person' : 'sfu');
    }
    sit(call, connection, participant);
    if (resumed) media.returned();
    return admission(call, participant, media, { resumed, attempt: proof.attempt });
  });
}

/** Ends what somebody sends and receives: at the SFU first, then for the others. */
function endMedia(call: Call, participant: Participant): void {
  participant.dropMedia();
  call.mediaOff(participant.id);
}

/** New transports for somebody whose old ones are gone, such as with their media worker. */
async function attachAgain(
  call: Call,
  participant: Participant,
  rtpCapabilities: RouterCapabilities,
): Promise<ParticipantMedia> {
  const media = await (await call.media()).attach(participant.id, rtpCapabilities);
  if (participant.gone) {
    media.detach();
    throw new ConvergeError('seat_gone');
  }
  participant.media = media;
  return media;
}

/** Frees the seat from the line it had, and the line from the seat it had. */
function release(call: Call, connection: Connection, participant: Participant): void {
  const old = participant.connection;
  if (old && old !== connection) {
    old.seated = null;
    call.silence(old.session);
    old.session.send(callOver, { roomId: call.roomId, reason: 'replaced' });
  }
  const { seated } = connection;
  if (seated && seated.participant !== participant) seated.call.leave(seated.participant, 'left');
}
