import { expect, test } from 'vitest';
import { handInPaths } from './hand-ins.ts';

const handIn = (id: string, name: string, authorId: string, authorName: string) => ({
  ...{ id: `01890000-0000-7000-8000-0${id}`, name, authorId, authorName },
});

test('FILE-22 each author has a folder, and each file its receipt in the name', () => {
  const rows = [
    handIn('0ab12c3de45', 'Твір.docx', 'a', 'Міла'),
    handIn('0ab12c3de46', 'Твір.docx', 'a', 'Міла'),
    // Somebody else of that name, and somebody who calls themselves as the second would be called.
    handIn('0ab12c3de47', 'README', 'b', 'міла'),
    handIn('0ab12c3de48', 'x.tar.gz', 'c', 'Міла (2)'),
  ];
  expect([...handInPaths(rows).values()]).toEqual([
    'Міла/Твір (AB12C-3DE45).docx',
    'Міла/Твір (AB12C-3DE46).docx',
    'міла (2)/README (AB12C-3DE47)',
    'Міла (2) (2)/x.tar (AB12C-3DE48).gz',
  ]);
});

test.each([
  ['../../etc', '.._.._etc'],
  ['..', '_'],
  ['a\\b: "c"', 'a_b_ _c_'],
  ['/', '_'],
])('FILE-8 somebody called %j hands in to the folder %j', (name, folder) => {
  const [path] = handInPaths([handIn('0ab12c3de45', 'e.txt', 'a', name)]).values();
  expect(path).toBe(`${folder}/e (AB12C-3DE45).txt`);
});
