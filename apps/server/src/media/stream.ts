/** One thing that somebody sends: a producer, and what receivers need to know of it. */
import type { ParticipantId, ProducerId } from '@converge/protocol/ids';
import type { SentSource } from '@converge/protocol/realtime/media';
import type { Producer } from 'mediasoup/types';
import type { Layers } from './layers.ts';

export interface Stream {
  readonly id: ProducerId;
  readonly owner: ParticipantId;
  /** A `wallScreen` on stage is a `screen` for as long. */
  readonly source: SentSource;
  readonly producer: Producer;
  /** null: audio. */
  readonly layers: Layers | null;
}
