/** Which entries fit what was typed, best first. Pure. */
interface Entry {
  readonly label: string;
  readonly hint?: string;
}

/**
 * Every word typed must be found. Entries whose label begins with it come first,
 * then those where a word of the label does, then the rest; otherwise the order stays.
 */
export function search<E extends Entry>(entries: readonly E[], query: string): E[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...entries];
  return entries
    .map((entry) => ({ entry, rank: rank(entry, words) }))
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
    .map(({ entry }) => entry);
}

function rank(entry: Entry, words: readonly string[]): number | null {
  const label = fold(entry.label);
  const all = `${label} ${fold(entry.hint ?? '')}`;
  if (!words.every((word) => all.includes(word))) return null;
  const [first = ''] = words;
  if (label.startsWith(first)) return 0;
  if (label.includes(` ${first}`)) return 1;
  return 2;
}

const fold = (text: string): string =>
  text.toLocaleLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
