import type { FileId, PersonId } from '@converge/protocol/ids';
import type { Folder } from '@converge/protocol/rest/files';
import { expect, test } from 'vitest';
import { levelOf, targetsFor } from './tree.ts';

const id = (name: string) => name as FileId;
const folder = (name: string, parent: string | null = null): Folder => ({
  ...{ id: id(name), name, parentId: parent === null ? null : id(parent), createdAt: 0 },
  author: { id: 'p' as PersonId, name: 'P' },
});
const compare = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true });
const folders = [folder('Week 10'), folder('Week 2'), folder('Tasks', 'Week 2')];

test('FILE-10 a level holds what lies in it, in the order people count', () => {
  const top = levelOf({ folders, files: [] }, null, compare);
  expect(top.folders.map(({ name }) => name)).toEqual(['Week 2', 'Week 10']);
  const inner = levelOf({ folders, files: [] }, id('Tasks'), compare);
  expect(inner.path.map(({ name }) => name)).toEqual(['Week 2', 'Tasks']);
});

test('FILE-10 who looks into a folder that is deleted stands at the top', () => {
  expect(levelOf({ folders, files: [] }, id('gone'), compare).path).toEqual([]);
});

test('FILE-10 nothing is offered to be moved into itself', () => {
  const targets = targetsFor(folders, id('Week 2'), compare);
  expect(targets.map(({ path }) => path)).toEqual(['Week 10']);
  expect(targetsFor(folders, id('a file'), compare).map(({ path }) => path)).toEqual([
    'Week 2',
    'Week 2 / Tasks',
    'Week 10',
  ]);
});
