/**
 * Changes of what is allowed, acting on those inside: at the SFU first, then
 * told. Nothing here waits, so that no request slips in between.
 */
import { isDeepStrictEqual } from 'node:util';
import type { ParticipantId, PersonId } from '@converge/protocol/ids';
import type { Actor, RoomRules } from '@converge/protocol/permissions';
import { mediaProducerOverruled, type SentSource } from '@converge/protocol/realtime/media';
import type { Call } from './call.ts';
import type { Participant } from './participant.ts';
import type { Rights } from './ports.ts';
import { maySend, reviewWall } from './wall.ts';

/** The room's rules are others now. */
export function changeRules(call: Call, rules: RoomRules): void {
  call.rules = rules;
  const closed = [...call.participants.values()].flatMap((participant) =>
    closeForbidden(call, participant, call.actor(participant.id)),
  );
  call.apply({ type: 'policy', policy: rules.policy });
  for (const overruled of closed) tell(call, overruled);
  reviewWall(call);
  call.reviewMedia();
}

/** What a person is in the room changed; `by` somebody inside, where it is known. */
export function changeRights(
  call: Call,
  personId: PersonId,
  { role, grants, floor, spaceRole }: Rights,
  by?: ParticipantId,
): void {
  for (const participant of call.participants.values()) {
    if (participant.personId !== personId) continue;
    const shown = call.shown(participant.id);
    if (!shown) continue;
    const inSpace = spaceRole ?? shown.spaceRole;
    const before = {
      ...{ role: shown.role, grants: shown.grants },
      ...{ floor: shown.floor ?? [], inSpace: shown.spaceRole },
    };
    if (isDeepStrictEqual(before, { role, grants, floor, inSpace })) continue;
    const closed = closeForbidden(call, participant, {
      ...{ spaceRole: inSpace, roomRole: role, grants },
      admitted: 'now',
    });
    call.apply({
      ...{ type: 'rights', participantId: participant.id, role, grants },
      floor: [...floor],
      ...(spaceRole === undefined ? {} : { spaceRole }),
    });
    for (const overruled of closed) tell(call, overruled, by);
  }
  reviewWall(call);
  call.reviewMedia();
}

interface Overruled {
  readonly participant: Participant;
  readonly source: SentSource;
  readonly producerId: NonNullable<ReturnType<Participant['sending']['get']>>;
}

/** Closes at the SFU what this participant may not send. */
function closeForbidden(call: Call, participant: Participant, actor: Actor): Overruled[] {
  const closed: Overruled[] = [];
  for (const [source, producerId] of [...participant.sending]) {
    if (maySend(call, actor, source)) continue;
    participant.media?.stop(source);
    participant.sending.delete(source);
    closed.push({ participant, source, producerId });
  }
  return closed;
}

function tell(
  call: Call,
  { participant, source, producerId }: Overruled,
  by?: ParticipantId,
): void {
  const who = by === undefined ? {} : { by };
  if (source !== 'wallScreen') {
    call.apply({ type: 'media', participantId: participant.id, source, state: 'off', ...who });
  }
  participant.connection?.session.send(mediaProducerOverruled, {
    producerId,
    source,
    action: 'closed',
    ...who,
  });
}
