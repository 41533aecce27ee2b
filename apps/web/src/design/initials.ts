const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

const first = (word: string): string => {
  for (const { segment } of letters.segment(word)) return segment.toLocaleUpperCase();
  return '';
};

/** At most two initials of a name, in any script: "Olena van Dyk" is OD, "Марк" is М. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/\s+/)
    .filter((word) => /^[\p{L}\p{N}\p{Emoji}]/u.test(word));
  const [start] = words;
  if (!start) return '?';
  const end = words.length > 1 ? words.at(-1) : undefined;
  return first(start) + (end ? first(end) : '');
}
