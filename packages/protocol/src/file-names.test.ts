import { expect, test } from 'vitest';
import { cleanFileName, numberedFileName } from './file-names.ts';
import { fc } from './testing/random.ts';

test('FILE-7 names of any script survive', () => {
  const names = [
    'Домашнє завдання № 3.docx',
    '宿題.pdf',
    'תרגיל.txt',
    'कार्य‍पत्र.odt',
    '👩‍🚀 log.md',
    'a b  c.tar.gz',
    '.gitignore',
  ];
  for (const name of names) expect(cleanFileName(name)).toBe(name.normalize('NFC'));
});

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\me\\essay.doc', 'essay.doc'],
  ['..', ''],
  ['a/..', ''],
  ['/', ''],
  ['x\u0000.html\u0007', 'x.html'],
  ['photo\u202Egpj.exe', 'photogpj.exe'],
  ['e\u0301.txt', '\u00e9.txt'],
  ['notes. . ', 'notes'],
])('FILE-8 %j is kept as %j', (raw, kept) => {
  expect(cleanFileName(raw)).toBe(kept);
});

test('FILE-8 no name is a path, and all fit into a file system', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (raw) => {
      const name = cleanFileName(raw);
      expect([...name].filter((sign) => `/\\\0`.includes(sign))).toEqual([]);
      expect(['.', '..']).not.toContain(name);
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(240);
      expect(cleanFileName(name)).toBe(name);
    }),
  );
});

test('FILE-7 what is too long keeps its extension', () => {
  const long = cleanFileName(`${'я'.repeat(400)}.docx`);
  expect(long).toMatch(/^я+\.docx$/);
  expect(Buffer.byteLength(long)).toBeLessThanOrEqual(240);
});

test('FILE-10 the second of a name is numbered before its extension', () => {
  expect(numberedFileName('notes.txt', 2)).toBe('notes (2).txt');
  expect(numberedFileName('notes', 3)).toBe('notes (3)');
});
