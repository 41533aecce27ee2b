/** Calls for tests and stories, made of as little as the case needs. */
import type { CallId, ParticipantId, PersonId, RoomId } from '@converge/protocol/ids';
import { presetPolicies } from '@converge/protocol/permissions';
import type { CallSnapshot, Participant } from '@converge/protocol/realtime/call';

const uuid = (n: number, kind: number) =>
  `${kind.toString(16).padStart(8, '0')}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

export const participantId = (n: number) => uuid(n, 1) as ParticipantId;
export const personId = (n: number) => uuid(n, 2) as PersonId;

export const participant = (n: number, over: Partial<Participant> = {}): Participant => ({
  id: participantId(n),
  person: { id: personId(n), kind: 'user', name: `Person ${n}`, avatar: null },
  role: 'participant',
  spaceRole: 'member',
  grants: {},
  joinedAt: n,
  presence: 'here',
  handRaisedAt: null,
  media: { microphone: 'on', camera: 'on', screen: 'off', screenAudio: 'off' },
  ...over,
});

export const callOf = (participants: readonly Participant[]): CallSnapshot => ({
  id: uuid(1, 3) as CallId,
  roomId: uuid(1, 4) as RoomId,
  startedAt: 0,
  policy: presetPolicies.meeting,
  participants: [...participants],
  activeSpeaker: null,
  direct: null,
  wall: null,
});
