/** The call as one shows it between the click and the answer: oneself, and nothing else yet. Pure. */
import type { CallId, ParticipantId } from '@converge/protocol/ids';
import type { Person } from '@converge/protocol/people';
import { type Preset, presetPolicies, type RoomRole } from '@converge/protocol/permissions';
import type { CallSnapshot, Participant } from '@converge/protocol/realtime/call';
import type { JoinCard } from '@converge/protocol/rest/join';

/** Nobody has this id in a call; the own tile has its own (`tiles.ts`). */
const nobodyYet = 'joining' as ParticipantId;

export function joiningCall(
  room: Pick<JoinCard['room'], 'id'> & { readonly preset: Preset },
  person: Person,
  role: RoomRole,
): { readonly call: CallSnapshot; readonly me: Participant } {
  const me: Participant = {
    id: nobodyYet,
    person,
    role,
    spaceRole: null,
    grants: {},
    joinedAt: 0,
    presence: 'here',
    handRaisedAt: null,
    media: { microphone: 'off', camera: 'off', screen: 'off', screenAudio: 'off' },
  };
  const call: CallSnapshot = {
    id: 'joining' as CallId,
    roomId: room.id,
    startedAt: 0,
    policy: presetPolicies[room.preset],
    participants: [me],
    activeSpeaker: null,
    direct: null,
    wall: null,
  };
  return { call, me };
}
