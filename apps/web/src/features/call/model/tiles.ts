/** From the call as the server tells it to the tiles one sees. Pure. */
import type { ParticipantId } from '@converge/protocol/ids';
import { type Quality, qualityOf } from '@converge/protocol/quality';
import type { CallSnapshot, Participant } from '@converge/protocol/realtime/call';

export type TileSource = 'camera' | 'screen';

/** One tile, with everything that is drawn on it but the picture and the voice themselves. */
export interface TileModel {
  readonly id: string;
  readonly participantId: ParticipantId;
  readonly source: TileSource;
  readonly personId: string;
  readonly name: string;
  readonly avatar: string | null;
  readonly self: boolean;
  /** Whether there is a picture to show; otherwise the avatar stands for it. */
  readonly video: boolean;
  readonly muted: boolean;
  /** Place in the queue of raised hands, from 1; null: the hand is down. */
  readonly hand: number | null;
  /** The line is gone; the seat is held. */
  readonly away: boolean;
  /** How well they are connected; shown only where it isn't good. */
  readonly line: Quality['level'];
  readonly lineReason: Quality['reason'];
}

/** What this device sends; known here before the server tells it back. */
export interface OwnMedia {
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
}

export interface TilesInput {
  readonly call: CallSnapshot;
  readonly me: ParticipantId;
  readonly own: OwnMedia;
  /** Set where this device knows more of its own line than the server could tell it. */
  readonly ownLine?: Quality | null;
}

export const tileId = (participantId: ParticipantId, source: TileSource): string =>
  `${participantId}:${source}`;

/** Oneself has a tile before one has a place in the call, and keeps it. */
const ownTileId = (source: TileSource): string => `self:${source}`;

/**
 * All tiles: of everybody the camera's (or the avatar), and one more for each
 * share. Those that are as before are the same objects as in `previous`.
 */
export function tilesOf(input: TilesInput, previous: readonly TileModel[] = []): TileModel[] {
  const known = new Map(previous.map((tile) => [tile.id, tile]));
  const hands = handQueue(input.call.participants);
  return input.call.participants.flatMap((participant) => {
    const camera = cameraTile(input, participant, hands);
    const tiles = sends(input, participant, 'screen') ? [screenTile(camera), camera] : [camera];
    return tiles.map((tile) => reuse(known.get(tile.id), tile));
  });
}

/** Who has the hand up, in the order in which they went up (SPEC CALL-5). */
export function handQueue(participants: readonly Participant[]): readonly ParticipantId[] {
  return participants
    .filter((participant) => participant.handRaisedAt !== null)
    .sort((a, b) => (a.handRaisedAt ?? 0) - (b.handRaisedAt ?? 0))
    .map((participant) => participant.id);
}

function cameraTile(
  input: TilesInput,
  participant: Participant,
  hands: readonly ParticipantId[],
): TileModel {
  const place = hands.indexOf(participant.id);
  const line = lineOf(participant, input);
  return {
    id: participant.id === input.me ? ownTileId('camera') : tileId(participant.id, 'camera'),
    participantId: participant.id,
    source: 'camera',
    personId: participant.person.id,
    name: participant.person.name,
    avatar: participant.person.avatar,
    self: participant.id === input.me,
    video: sends(input, participant, 'camera'),
    muted: !sends(input, participant, 'microphone'),
    hand: place === -1 ? null : place + 1,
    away: participant.presence === 'away',
    line: line.level,
    lineReason: line.reason,
  };
}

const screenTile = (camera: TileModel): TileModel => ({
  ...camera,
  id: camera.self ? ownTileId('screen') : tileId(camera.participantId, 'screen'),
  source: 'screen',
  video: true,
  // What is said, who waits to say something, and whose line is weak belongs to the person's own tile.
  muted: false,
  hand: null,
  line: 'good',
  lineReason: null,
});

/** How well somebody is connected, as far as one can know it here. */
export function lineOf(
  participant: Participant,
  { me, ownLine }: Pick<TilesInput, 'me' | 'ownLine'>,
): Quality {
  return (participant.id === me ? ownLine : null) ?? qualityOf(participant);
}

function sends(input: TilesInput, participant: Participant, source: keyof OwnMedia): boolean {
  return participant.id === input.me ? input.own[source] : participant.media[source] === 'on';
}

function reuse(old: TileModel | undefined, next: TileModel): TileModel {
  if (!old) return next;
  const keys = Object.keys(next) as (keyof TileModel)[];
  return keys.every((key) => old[key] === next[key]) ? old : next;
}
