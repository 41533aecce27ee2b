/**
 * Finding addresses in plain text. Only http, https and mailto ever become links;
 * everything else stays the text it is (SPEC CHAT-8).
 */
export interface FoundLink {
  /** Where in the text it begins and ends. */
  readonly start: number;
  readonly end: number;
  /** What the browser is given: parsed and written anew by `URL`. */
  readonly href: string;
}

const allowed = new Set(['http:', 'https:', 'mailto:']);

/**
 * An address ends at white space, quotes, angle brackets, backticks, and at signs
 * that turn the direction of writing: with these, `moc.knab` could pose as `bank.com`.
 */
const candidate =
  /\b(?:https?:\/\/|www\.|mailto:)[^\s<>"'`\u200e\u200f\u202a-\u202e\u2066-\u2069]+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/giu;

/** All links of `text`, in order. */
export function findLinks(text: string): FoundLink[] {
  const found: FoundLink[] = [];
  for (const match of text.matchAll(candidate)) {
    const written = withoutTail(match[0]);
    const href = hrefOf(written);
    if (href) found.push({ start: match.index, end: match.index + written.length, href });
  }
  return found;
}

/** The address as a browser may follow it, or null where it must not. */
export function hrefOf(written: string): string | null {
  const full = /^www\./i.test(written)
    ? `https://${written}`
    : /^(?:https?:|mailto:)/i.test(written)
      ? written
      : `mailto:${written}`;
  // Not `URL.parse`, which is newer than browsers that we name (docs/adr/0014).
  const url = URL.canParse(full) ? new URL(full) : null;
  if (!url || !allowed.has(url.protocol)) return null;
  return url.protocol === 'mailto:' || url.hostname.length > 1 ? url.href : null;
}

/** Leaves off what belongs to the sentence: final punctuation, and brackets opened before. */
function withoutTail(address: string): string {
  // Counted once for all: an address may end in thousands of them.
  let round = unopened(address, '(', ')');
  let square = unopened(address, '[', ']');
  let end = address.length;
  for (; ; end -= 1) {
    const last = address[end - 1] ?? '';
    if (last === ')' && round > 0) round -= 1;
    else if (last === ']' && square > 0) square -= 1;
    else if (!/[.,:;!?*_~…»”’]/.test(last)) return address.slice(0, end);
  }
}

/** How many more brackets close than open in `text`. */
function unopened(text: string, open: string, close: string): number {
  let more = 0;
  for (const sign of text) more += sign === close ? 1 : sign === open ? -1 : 0;
  return more;
}
