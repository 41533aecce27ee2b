/** Whether a text holds every word of `query`, whatever its case and accents. */
export function finder(query: string): (text: string) => boolean {
  const wanted = fold(query).split(' ').filter(Boolean);
  return (text) => {
    const folded = fold(text);
    return wanted.every((word) => folded.includes(word));
  };
}

/** Upper and lower case, accents and ё/е are the same when one searches. */
const fold = (text: string): string =>
  text.toLocaleLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').trim();
