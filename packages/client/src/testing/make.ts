/** Things of the protocol, made with as little said as possible. */
import type {
  CallId,
  ClientMessageId,
  MessageId,
  ParticipantId,
  PersonId,
  RoomId,
} from '@converge/protocol/ids';
import type { Person } from '@converge/protocol/people';
import { presetPolicies } from '@converge/protocol/permissions';
import type { CallSnapshot, Participant } from '@converge/protocol/realtime/call';
import type { Message } from '@converge/protocol/realtime/chat';
import type { Room } from '@converge/protocol/rest/rooms';

/** A well-formed UUID that shows its number. */
const uuid = (kind: string, n: number) =>
  `00000000-0000-4000-8${kind.padStart(3, '0')}-${n.toString(16).padStart(12, '0')}`;

export const personId = (n: number) => uuid('001', n) as PersonId;
export const roomId = (n = 1) => uuid('002', n) as RoomId;
export const messageId = (n: number) => uuid('003', n) as MessageId;
export const clientMessageId = (n: number) => uuid('004', n) as ClientMessageId;
export const callId = (n = 1) => uuid('005', n) as CallId;
export const participantId = (n: number) => uuid('006', n) as ParticipantId;

export const makePerson = (n: number, name = `Person ${n}`): Person => ({
  id: personId(n),
  kind: 'user',
  name,
  avatar: null,
});

export const makeMessage = (seq: number, over: Partial<Message> = {}): Message => ({
  id: messageId(seq),
  seq,
  clientId: clientMessageId(seq),
  author: makePerson(1),
  text: `text ${seq}`,
  sentAt: 1_000_000 + seq,
  ...over,
});

export const makeRoom = (over: Partial<Room> = {}): Room => ({
  id: roomId(),
  code: 'kuzo-mira-tel' as Room['code'],
  name: 'Physics',
  preset: 'meeting',
  access: 'link',
  door: 'open',
  state: 'active',
  policy: presetPolicies.meeting,
  owner: { id: personId(1), name: 'Person 1' },
  role: 'participant',
  createdAt: 1,
  lastLiveAt: null,
  live: null,
  ...over,
});

export const makeParticipant = (n: number, over: Partial<Participant> = {}): Participant => ({
  id: participantId(n),
  person: makePerson(n),
  role: 'participant',
  spaceRole: 'member',
  grants: {},
  joinedAt: 1_000_000 + n,
  presence: 'here',
  handRaisedAt: null,
  media: { microphone: 'off', camera: 'off', screen: 'off', screenAudio: 'off' },
  ...over,
});

export const makeCall = (over: Partial<CallSnapshot> = {}): CallSnapshot => ({
  id: callId(),
  roomId: roomId(),
  startedAt: 1_000_000,
  policy: presetPolicies.meeting,
  participants: [],
  activeSpeaker: null,
  direct: null,
  wall: null,
  ...over,
});
