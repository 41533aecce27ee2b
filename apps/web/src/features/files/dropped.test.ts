import { describe, expect, test } from 'vitest';
import { takeDropped } from './dropped.ts';
import { giveDropped } from './give-dropped.ts';

type Tree = { readonly [name: string]: string | Tree };

/** A folder as browsers show it: in batches, by callbacks. */
function entryOf(name: string, content: string | Tree): FileSystemEntry {
  if (typeof content === 'string') {
    const file = (done: (file: File) => void) => done(new File([content], name));
    return { name, isFile: true, isDirectory: false, file } as unknown as FileSystemEntry;
  }
  const createReader = () => {
    const left = Object.entries(content).map(([inside, what]) => entryOf(inside, what));
    return {
      readEntries: (done: (some: FileSystemEntry[]) => void) => done(left.splice(0, 2)),
    };
  };
  return { name, isFile: false, isDirectory: true, createReader } as unknown as FileSystemEntry;
}

function drop(tree: Tree): DataTransfer {
  const items = Object.entries(tree).map(([name, content]) => ({
    kind: 'file',
    webkitGetAsEntry: () => entryOf(name, content),
    getAsFile: () => (typeof content === 'string' ? new File([content], name) : null),
  }));
  return { items } as unknown as DataTransfer;
}

const atlas: Tree = {
  'alone.txt': 'a',
  Atlas: {
    'one.txt': '1',
    '.DS_Store': 'x',
    Maps: { 'two.txt': '2', 'three.txt': '3', 'four.txt': '4' },
    Empty: {},
  },
};

describe('folders that are dropped', () => {
  test('FILE-21 come with all that lies in them, whatever the browser gives at a time', async () => {
    const dropped = await takeDropped(drop(atlas), 200);
    expect(dropped?.folders).toEqual([['Atlas'], ['Atlas', 'Maps'], ['Atlas', 'Empty']]);
    expect(dropped?.files.map(({ path, file }) => [...path, file.name].join('/'))).toEqual([
      'alone.txt',
      'Atlas/one.txt',
      'Atlas/Maps/two.txt',
      'Atlas/Maps/three.txt',
      'Atlas/Maps/four.txt',
    ]);
  });

  test('FILE-21 are refused whole where there are too many', async () => {
    expect(await takeDropped(drop(atlas), 7)).toBeNull();
    expect(await takeDropped(drop(atlas), 8)).not.toBeNull();
  });

  test('FILE-21 are made before what lies in them, each once', async () => {
    const dropped = await takeDropped(drop(atlas), 200);
    if (!dropped) throw new Error('it is not too much');
    const made: string[] = [];
    const added: string[] = [];
    await giveDropped(dropped, 'top', {
      makeFolder: async (name, parent) => {
        made.push(`${parent}/${name}`);
        return `${parent}/${name}`;
      },
      add: (files, parent) => added.push(`${parent}: ${files.map(({ name }) => name).join(' ')}`),
    });
    expect(made).toEqual(['top/Atlas', 'top/Atlas/Maps', 'top/Atlas/Empty']);
    expect(added).toEqual([
      'top: alone.txt',
      'top/Atlas: one.txt',
      'top/Atlas/Maps: two.txt three.txt four.txt',
    ]);
  });
});
