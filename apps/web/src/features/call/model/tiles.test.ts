import { presetPolicies, type RoomRules } from '@converge/protocol/permissions';
import { expect, test } from 'vitest';
import { arrange, onStage } from './arrange.ts';
import { callOf, participant, participantId } from './fixtures.ts';
import { emptyOrder, nextOrder } from './order.ts';
import { peopleOf } from './people.ts';
import { tilesOf } from './tiles.ts';

const own = { microphone: true, camera: true, screen: false };
const me = participantId(1);
const laptop = { width: 1408, height: 760 };
const rules: RoomRules = {
  state: 'active',
  access: 'link',
  door: 'open',
  policy: presetPolicies.meeting,
};
const some = (n: number) => Array.from({ length: n }, (_, i) => participant(i + 1));
const tiles = (n: number) => tilesOf({ call: callOf(some(n)), me, own });
const still = { choice: 'auto', pinned: null, speaker: null, box: laptop, page: 0 } as const;

test('CALL-5 hands stand in the order in which they went up', () => {
  const call = callOf([
    participant(1),
    participant(2, { handRaisedAt: 900 }),
    participant(3, { handRaisedAt: 300 }),
  ]);
  expect(tilesOf({ call, me, own }).map((tile) => tile.hand)).toEqual([null, 2, 1]);
  const people = peopleOf({ call, me, own, rules, compare: (a, b) => a.localeCompare(b) });
  expect(people.map((one) => one.name)).toEqual(['Person 3', 'Person 2', 'Person 1']);
});

test('SEAT-1 who lost the line is shown as away', () => {
  const call = callOf([participant(1), participant(2, { presence: 'away' })]);
  expect(tilesOf({ call, me, own }).map((tile) => tile.away)).toEqual([false, true]);
});

test('the own tile says what this device does, not what the server last heard', () => {
  const call = callOf([participant(1)]);
  const [tile] = tilesOf({ call, me, own: { microphone: false, camera: false, screen: false } });
  expect(tile).toMatchObject({ self: true, muted: true, video: false });
});

test('a share is a tile of its own, several are several', () => {
  const media = { microphone: 'off', camera: 'off', screen: 'on', screenAudio: 'off' } as const;
  const call = callOf([participant(1), participant(2, { media }), participant(3, { media })]);
  const all = tilesOf({ call, me, own });
  expect(all).toHaveLength(5);
  const large = onStage({ ...still, tiles: all });
  expect(large.map((tile) => tile.source)).toEqual(['screen', 'screen']);
});

test('tiles that did not change are the same objects', () => {
  const people = some(20);
  const before = tilesOf({ call: callOf(people), me, own });
  const [first, second, ...rest] = people;
  if (!first || !second) throw new Error('unreachable');
  const changed = callOf([first, { ...second, presence: 'away' }, ...rest]);
  const after = tilesOf({ call: changed, me, own }, before);
  expect(after.filter((tile, i) => tile !== before[i])).toHaveLength(1);
});

test('two alone: the other fills the window, oneself stands in its corner', () => {
  const { placed } = arrange({ ...still, tiles: tiles(2) });
  expect(placed.map(({ role, tile }) => [role, tile.self])).toEqual([
    ['grid', false],
    ['corner', true],
  ]);
});

test('on an upright phone two alone stand below each other, as large as one', () => {
  const box = { width: 344, height: 620 };
  const { placed } = arrange({ ...still, tiles: tiles(2), box });
  expect(placed.map(({ role }) => role)).toEqual(['grid', 'grid']);
  expect(placed[0]?.rect.width).toBe(344);
});

test('what is large takes the shape of its picture', () => {
  const all = tiles(4);
  const pinned = all[1]?.id ?? '';
  const { placed } = arrange({ ...still, tiles: all, pinned, shapes: new Map([[pinned, 4 / 3]]) });
  const rect = placed.find(({ role }) => role === 'large')?.rect;
  expect((rect?.width ?? 0) / (rect?.height ?? 1)).toBeCloseTo(4 / 3, 1);
});

test('three and more are a grid, also when it was asked for with two', () => {
  expect(arrange({ ...still, tiles: tiles(3) }).placed.every(({ role }) => role === 'grid')).toBe(
    true,
  );
  const two = arrange({ ...still, choice: 'grid', tiles: tiles(2) });
  expect(two.placed.every(({ role }) => role === 'grid')).toBe(true);
});

test('in a class the teacher is large to who listens, until something is shared', () => {
  const all = tiles(5);
  const host = all[3]?.id ?? null;
  expect(onStage({ ...still, tiles: all, host }).map(({ id }) => id)).toEqual([host]);
  expect(onStage({ ...still, tiles: all, host, choice: 'grid' })).toEqual([]);
  const media = { microphone: 'off', camera: 'off', screen: 'on', screenAudio: 'off' } as const;
  const sharing = tilesOf({ call: callOf([...some(5), participant(6, { media })]), me, own });
  expect(onStage({ ...still, tiles: sharing, host })[0]?.source).toBe('screen');
});

test('a pin is large and everybody else is in the strip, on pages', () => {
  const all = tiles(40);
  const pinned = all[7]?.id ?? null;
  const first = arrange({ ...still, tiles: all, pinned });
  expect(first.placed[0]).toMatchObject({ role: 'large', tile: { id: pinned } });
  expect(first.pages).toBeGreaterThan(1);
  const seen = new Set<string>();
  for (let page = 0; page < first.pages; page++) {
    for (const { tile } of arrange({ ...still, tiles: all, pinned, page }).placed)
      seen.add(tile.id);
  }
  expect(seen.size).toBe(40);
});

test('all pages of a grid have tiles of the same size, and together show everybody', () => {
  const box = { width: 344, height: 560 };
  const all = tiles(20);
  const first = arrange({ ...still, tiles: all, box });
  const widths = new Set<number>();
  let shown = 0;
  for (let page = 0; page < first.pages; page++) {
    const { placed } = arrange({ ...still, tiles: all, box, page });
    shown += placed.length;
    for (const { rect } of placed) widths.add(rect.width);
  }
  expect(first.pages).toBeGreaterThan(1);
  expect(shown).toBe(20);
  expect(widths.size).toBe(1);
});

test('who speaks beyond the first page takes the place of the most silent, nobody else moves', () => {
  const ids = Array.from({ length: 12 }, (_, i) => `p${i}`);
  let order = nextOrder(emptyOrder, ids, 1, 6, null);
  for (const speaker of ['p1', 'p2', 'p4', 'p5']) order = nextOrder(order, ids, 1, 6, speaker);
  expect(order.ids).toEqual(ids);
  order = nextOrder(order, ids, 1, 6, 'p9');
  expect(order.ids.slice(0, 6)).toEqual(['p0', 'p1', 'p2', 'p9', 'p4', 'p5']);
  expect(order.ids[9]).toBe('p3');
  order = nextOrder(order, ids, 1, 6, 'p8');
  expect(order.ids.slice(0, 6)).toEqual(['p0', 'p8', 'p2', 'p9', 'p4', 'p5']);
});

test('people who leave close the gap, people who come stand at the end', () => {
  const order = nextOrder(emptyOrder, ['me', 'a', 'b', 'c'], 1, 6, 'c');
  const next = nextOrder(order, ['me', 'd', 'a', 'c'], 1, 6, null);
  expect(next.ids).toEqual(['me', 'a', 'c', 'd']);
  expect(nextOrder(next, ['me', 'd', 'a', 'c'], 1, 6, null)).toBe(next);
});

test('PERM-6 MOD-2 only who leads is offered to mute and remove, and nobody of the same rank', () => {
  const call = callOf([
    participant(1, { role: 'moderator' }),
    participant(2, { role: 'owner' }),
    participant(3, { role: 'moderator' }),
    participant(4, { handRaisedAt: 5 }),
    participant(5, {
      media: { microphone: 'off', camera: 'off', screen: 'off', screenAudio: 'off' },
    }),
  ]);
  const compare = (a: string, b: string) => a.localeCompare(b);
  const may = (asker: number) =>
    peopleOf({ call, me: participantId(asker), own, rules, compare })
      .sort((a, b) => compare(a.name, b.name))
      .map((one) => [one.may.mute, one.may.remove, one.may.lowerHand].map(Number).join(''));
  expect(may(1)).toEqual(['000', '000', '000', '111', '010']);
  expect(may(4)).toEqual(['000', '000', '000', '000', '000']);
});

test('QUAL-7 a tile and the list say how good a line is, of oneself what this device knows', () => {
  const poor = { level: 'poor', reason: 'sending' } as const;
  const lost = { level: 'lost', reason: 'silence' } as const;
  const call = callOf([
    participant(1, { quality: poor }),
    participant(2, { quality: poor }),
    participant(3),
    participant(4, { presence: 'away', quality: poor }),
  ]);
  const shown = (ownLine: typeof lost | null) => {
    const input = { call, me, own, ownLine };
    const people = peopleOf({ ...input, rules, compare: (a, b) => a.localeCompare(b) });
    const levels = tilesOf(input).map(({ line, lineReason }) => [line, lineReason]);
    expect(people.map(({ line }) => [line.level, line.reason])).toEqual(levels);
    return levels.map(([level]) => level);
  };
  expect(shown(null)).toEqual(['poor', 'poor', 'good', 'lost']);
  expect(shown(lost)).toEqual(['lost', 'poor', 'good', 'lost']);
});
