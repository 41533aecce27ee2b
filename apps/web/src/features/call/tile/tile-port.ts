import type { Value } from '@converge/client/state/value';
import type { ParticipantId } from '@converge/protocol/ids';
import type { Reaction } from '@converge/protocol/realtime/call';
import type { TileModel } from '../model/tiles.ts';

/** What lives on a tile and changes without the page being drawn anew. The same value for the same question. */
export interface TilePort {
  /** The picture; null: none yet. */
  picture(tile: TileModel): Value<MediaStreamTrack | null>;
  /** Its picture is drawn now. */
  drawn(tile: TileModel): void;
  speaking(participantId: ParticipantId): Value<boolean>;
  /** Who points at this share just now, and where. */
  pointers(tile: TileModel): Value<readonly Pointer[]>;
  /** Points at it oneself; null: no longer. */
  point(tile: TileModel, at: Pointer['at'] | null): void;
  /** It is shown so large for as long as the answer isn't called, beside its place on the stage. */
  enlarged(tile: TileModel, size: { readonly width: number; readonly height: number }): () => void;
  /** The sign somebody sends just now; null: none. */
  reaction(participantId: ParticipantId): Value<ShownReaction | null>;
}

export interface Pointer {
  readonly by: ParticipantId;
  /** null: oneself. */
  readonly name: string | null;
  /** On the picture, as shares of its size. */
  readonly at: { readonly x: number; readonly y: number };
}

export interface ShownReaction {
  readonly reaction: Reaction;
  /** Tells one from the next, also where the sign is the same. */
  readonly nr: number;
}

/** What can be done with a tile; what is missing may not be done. */
export interface TileActions {
  pin(tile: TileModel): void;
  popOut(tile: TileModel): void;
  mute?(tile: TileModel): void;
  stopCamera?(tile: TileModel): void;
  stopScreen?(tile: TileModel): void;
  remove?(tile: TileModel): void;
  lowerHand?(tile: TileModel): void;
}
