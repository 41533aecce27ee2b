/** From measures to what the panel shows. Pure. */
import type { CallMeasure, MeasuredStream } from '@converge/client/call/types';

export const plotKinds = [
  'sentBitrate',
  'receivedBitrate',
  'sentLoss',
  'receivedLoss',
  'roundTrip',
  'jitter',
] as const;
export type PlotKind = (typeof plotKinds)[number];

export interface Plot {
  readonly kind: PlotKind;
  /** The oldest first; null: there was nothing to measure it by. */
  readonly values: readonly (number | null)[];
  readonly latest: number | null;
}

const read: Readonly<Record<PlotKind, (one: CallMeasure) => number | null>> = {
  sentBitrate: ({ sent }) => sent.bitrate,
  receivedBitrate: ({ received }) => received.bitrate,
  sentLoss: ({ sent }) => sent.loss,
  receivedLoss: ({ received }) => received.loss,
  roundTrip: ({ roundTrip }) => roundTrip,
  jitter: ({ received }) => received.jitter,
};

/** The course of each number. */
export const plotsOf = (measures: readonly CallMeasure[]): Plot[] =>
  plotKinds.map((kind) => {
    const values = measures.map(read[kind]);
    return { kind, values, latest: values.at(-1) ?? null };
  });

export interface StreamRow {
  readonly key: string;
  readonly direction: MeasuredStream['direction'];
  readonly participantId: MeasuredStream['participantId'];
  readonly source: MeasuredStream['source'];
  readonly codec: string | null;
  readonly bitrate: number;
  /** Of a picture that is sent in several sizes each, the largest first. */
  readonly pictures: readonly {
    readonly width: number;
    readonly height: number;
    readonly framesPerSecond: number;
  }[];
}

/** One row for each source, however many sizes of it are sent. */
export function streamRows(streams: readonly MeasuredStream[]): StreamRow[] {
  const rows = new Map<string, StreamRow>();
  for (const stream of streams) {
    const { direction, participantId, source, kind, codec, bitrate } = stream;
    const key = [direction, participantId ?? 'own', source ?? kind].join(' ');
    const row = rows.get(key);
    const { width, height, framesPerSecond } = stream;
    // While a call of two changes its way, one size may be sent by both.
    const known = row?.pictures.some((picture) => picture.width === width);
    const pictures = width > 0 && !known ? [{ width, height, framesPerSecond }] : [];
    rows.set(key, {
      key,
      direction,
      participantId,
      source,
      codec: row?.codec ?? codec,
      bitrate: (row?.bitrate ?? 0) + bitrate,
      pictures: [...(row?.pictures ?? []), ...pictures].sort((a, b) => b.width - a.width),
    });
  }
  return [...rows.values()].sort((a, b) => b.bitrate - a.bitrate);
}
