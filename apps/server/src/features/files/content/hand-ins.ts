/** What was handed in, as it lies in a ZIP (SPEC FILE-22). Pure. */
import { cleanFileName, splitFileName } from '@converge/protocol/file-names';
import type { Locale } from '@converge/protocol/rest/me';
import { receiptOf } from '../files.present.ts';
import type { FileRow } from '../files.repo.ts';
import { portable } from './portable.ts';

type Row = Pick<FileRow, 'id' | 'name' | 'authorId' | 'authorName'>;

const words: Readonly<Record<Locale, string>> = {
  en: 'Hand-ins',
  ru: 'Сданные работы',
  uk: 'Здані роботи',
};

/** What the ZIP is called, without the room's name. */
export const handInsWord = (language: Locale): string => words[language];

/**
 * Path of each file: its author's folder, and its name with the receipt, by which
 * two of one name are kept apart. Two authors of one name have a folder each.
 */
export function handInPaths(rows: readonly Row[]): Map<string, string> {
  const folders = new Map<string, string>();
  const taken = new Set<string>();
  const folderOf = ({ authorId, authorName }: Row): string => {
    const known = folders.get(authorId);
    if (known) return known;
    const name = folderName(authorName);
    let free = name;
    for (let n = 2; taken.has(free.toLowerCase()); n += 1) free = `${name} (${n})`;
    taken.add(free.toLowerCase());
    folders.set(authorId, free);
    return free;
  };
  return new Map(rows.map((row) => [row.id, `${folderOf(row)}/${receiptName(row)}`]));
}

/** Somebody's name as that of a folder: a slash in it leads nowhere, nor does a dot. */
const folderName = (name: string): string =>
  cleanFileName(portable(name.replace(/[/\\]/g, '_'))) || '_';

function receiptName({ id, name }: Row): string {
  const { stem, extension } = splitFileName(portable(name));
  return `${stem} (${receiptOf(id)})${extension}`;
}
