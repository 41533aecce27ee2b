import { limits } from '@converge/protocol/limits';
import { expect, test } from 'vitest';
import { fitsBelow, heightOf } from './depth.ts';

const folder = (id: string, parentId: string | null) => ({ id, parentId, kind: 'folder' as const });
const file = (id: string, parentId: string | null) => ({ id, parentId, kind: 'file' as const });

test('FILE-25 the height of a tree is that of its folders, in whatever order they come', () => {
  expect(heightOf([])).toBe(0);
  expect(heightOf([file('x', 'elsewhere')])).toBe(0);
  const tree = [
    file('deep', 'c'),
    folder('c', 'b'),
    folder('side', 'a'),
    folder('b', 'a'),
    folder('a', 'elsewhere'),
  ];
  expect(heightOf(tree)).toBe(3);
});

test('FILE-25 the height of the longest chain that a room holds is found in one walk', () => {
  const ids = Array.from({ length: limits.filesPerRoom }, (_, at) => String(at));
  const chain = ids.map((id, at) => folder(id, ids[at - 1] ?? null));
  expect(heightOf(chain.reverse())).toBe(limits.filesPerRoom);
});

test('FILE-25 files lie in any folder, folders down to the limit', () => {
  const path = new Set(Array.from({ length: limits.folderDepth }, (_, at) => String(at)));
  expect(fitsBelow(path, 0)).toBe(true);
  expect(fitsBelow(path, 1)).toBe(false);
  path.delete('0');
  expect(fitsBelow(path, 1)).toBe(true);
});
