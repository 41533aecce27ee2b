/** The table of technical monitoring: its rows, their order, and the same as a file. Pure. */
import { type CsvCell, momentCells } from '@converge/protocol/csv';
import type { ParticipantId } from '@converge/protocol/ids';
import { type Quality, qualityLevels, type Route } from '@converge/protocol/quality';
import type { CallStatistics, DeviceLabels } from '@converge/protocol/realtime/call';
import type { Direction } from '../../../design/table.tsx';
import type { PersonModel } from '../model/people.ts';

/** Somebody's device in the call; null: not known (yet). */
export interface MonitorRow {
  readonly id: ParticipantId;
  readonly name: string;
  readonly self: boolean;
  readonly away: boolean;
  readonly line: Quality;
  readonly address: string | null;
  readonly browser: string | null;
  readonly system: string | null;
  readonly joinedAt: number | null;
  readonly route: Route | null;
  /** Milliseconds. */
  readonly roundTrip: number | null;
  readonly jitter: number | null;
  /** Shares, 0 to 1. */
  readonly sentLoss: number | null;
  readonly receivedLoss: number | null;
  /** Bits per second. */
  readonly sentRate: number | null;
  readonly receivedRate: number | null;
  readonly devices: DeviceLabels | null;
}

export const columns = [
  'name',
  'address',
  'browser',
  'state',
  'quality',
  'joined',
  'roundTrip',
  'loss',
  'jitter',
  'sends',
  'receives',
  'devices',
] as const;
export type Column = (typeof columns)[number];

export interface Order {
  readonly column: Column;
  readonly direction: Direction;
}

/** Who needs help stands first. */
export const atFirst: Order = { column: 'quality', direction: 'descending' };

/** The same column again turns the order round; of numbers the largest come first. */
export const orderedBy = (column: Column, before: Order): Order => {
  if (before.column === column) {
    return { column, direction: before.direction === 'ascending' ? 'descending' : 'ascending' };
  }
  return { column, direction: worstFirst.has(column) ? 'descending' : 'ascending' };
};

const worstFirst: ReadonlySet<Column> = new Set(['quality', 'roundTrip', 'loss', 'jitter']);

export function rowsOf(
  people: readonly PersonModel[],
  statistics: CallStatistics | null,
): MonitorRow[] {
  const known = new Map(statistics?.participants.map((one) => [one.participantId, one]));
  return people.map((person) => {
    const numbers = known.get(person.participantId);
    const report = numbers?.latest?.report;
    return {
      id: person.participantId,
      name: person.name,
      self: person.self,
      away: person.away,
      line: person.line,
      address: numbers?.address || null,
      browser: numbers?.browser ?? null,
      system: numbers?.system ?? null,
      joinedAt: numbers?.joinedAt ?? null,
      route: report?.route ?? null,
      roundTrip: report?.roundTrip ?? null,
      jitter: report?.received.jitter ?? null,
      sentLoss: report?.sent.loss ?? null,
      receivedLoss: report?.received.loss ?? null,
      sentRate: report?.sent.bitrate ?? null,
      receivedRate: report?.received.bitrate ?? null,
      devices: numbers?.devices ?? null,
    };
  });
}

type Key = number | string | null;

const keys: Readonly<Record<Column, (row: MonitorRow) => Key>> = {
  name: ({ name }) => name,
  address: ({ address }) => address,
  browser: ({ browser, system }) => browser && `${browser} ${system ?? ''}`,
  state: ({ away, route }) => `${away ? 1 : 0} ${route ? routeKey(route) : ''}`,
  quality: ({ line }) => qualityLevels.indexOf(line.level),
  joined: ({ joinedAt }) => joinedAt,
  roundTrip: ({ roundTrip }) => roundTrip,
  loss: ({ sentLoss, receivedLoss }) =>
    sentLoss === null && receivedLoss === null ? null : Math.max(sentLoss ?? 0, receivedLoss ?? 0),
  jitter: ({ jitter }) => jitter,
  sends: ({ sentRate }) => sentRate,
  receives: ({ receivedRate }) => receivedRate,
  devices: ({ devices }) => devices && namesOf(devices).join(' '),
};

const routeKey = ({ to, relay, protocol }: Route): string => `${to} ${relay ?? protocol}`;

/** What isn't known stands last, whichever way the order goes; equals stand by name. */
export function sorted(
  rows: readonly MonitorRow[],
  { column, direction }: Order,
  compare: (a: string, b: string) => number,
): MonitorRow[] {
  const sign = direction === 'ascending' ? 1 : -1;
  const key = keys[column];
  return [...rows].sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    if (x === null || y === null) {
      return Number(x === null) - Number(y === null) || compare(a.name, b.name);
    }
    const order = typeof x === 'number' && typeof y === 'number' ? x - y : compare(`${x}`, `${y}`);
    return order * sign || compare(a.name, b.name);
  });
}

/** The names there are, each once: a headset is microphone and speaker. */
export const namesOf = ({ camera, microphone, speaker }: DeviceLabels): string[] => [
  ...new Set([microphone, camera, speaker].filter((label) => label !== null)),
];

/** What a file needs of words. */
export interface FileWords {
  readonly head: Readonly<Record<FileColumn, string>>;
  state(row: MonitorRow): string;
  quality(row: MonitorRow): string;
  route(route: Route): string;
}

export const fileColumns = [
  'name',
  'address',
  'browser',
  'system',
  'state',
  'route',
  'quality',
  'joined',
  'roundTripMs',
  'sentLossPercent',
  'receivedLossPercent',
  'jitterMs',
  'sendsKbit',
  'receivesKbit',
  'microphone',
  'camera',
  'speaker',
] as const;
export type FileColumn = (typeof fileColumns)[number];

/** The rows in the order they are shown in, with plain numbers. */
export function fileOf(rows: readonly MonitorRow[], words: FileWords): CsvCell[][] {
  const moment = momentCells();
  const cells: Readonly<Record<FileColumn, (row: MonitorRow) => CsvCell>> = {
    name: ({ name }) => name,
    address: ({ address }) => address,
    browser: ({ browser }) => browser,
    system: ({ system }) => system,
    state: words.state,
    route: ({ route }) => route && words.route(route),
    quality: words.quality,
    joined: ({ joinedAt }) => (joinedAt === null ? null : moment(joinedAt)),
    roundTripMs: ({ roundTrip }) => rounded(roundTrip),
    sentLossPercent: ({ sentLoss }) => percent(sentLoss),
    receivedLossPercent: ({ receivedLoss }) => percent(receivedLoss),
    jitterMs: ({ jitter }) => rounded(jitter),
    sendsKbit: ({ sentRate }) => rounded(sentRate, 1_000),
    receivesKbit: ({ receivedRate }) => rounded(receivedRate, 1_000),
    microphone: ({ devices }) => devices?.microphone ?? null,
    camera: ({ devices }) => devices?.camera ?? null,
    speaker: ({ devices }) => devices?.speaker ?? null,
  };
  return [
    fileColumns.map((column) => words.head[column]),
    ...rows.map((row) => fileColumns.map((column) => cells[column](row))),
  ];
}

const rounded = (value: number | null, by = 1): number | null =>
  value === null ? null : Math.round(value / by);
const percent = (share: number | null): number | null =>
  share === null ? null : Math.round(share * 1_000) / 10;
