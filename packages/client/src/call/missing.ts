/**
 * What should come and doesn't, and what is done about it: first the mildest, then
 * more, each once, and then nothing until it has come again (SPEC MEDIA-12). Pure.
 */

/** picture: a whole picture is asked for. anew: the stream is opened again. path: another path is looked for. */
export type Remedy = 'picture' | 'anew' | 'path';

export interface Missing {
  /** Since when it is missed; milliseconds. */
  readonly since: number;
  readonly tried: number;
}

/** What is missed now, by a name of its own. */
export type MissingByName = ReadonlyMap<string, Missing>;

export interface MissingLook {
  /** What the call says is sent, and this device should be sent. */
  readonly expected: ReadonlySet<string>;
  readonly arriving: ReadonlySet<string>;
  readonly now: number;
}

/**
 * When each is tried, from the moment in which it is first missed. Measures look
 * back over six seconds, so by then it has been missing for as long already; and
 * what has only just begun isn't in them yet.
 */
const remedies: readonly { readonly remedy: Remedy; readonly afterMs: number }[] = [
  { remedy: 'picture', afterMs: 6_000 },
  { remedy: 'anew', afterMs: 12_000 },
  { remedy: 'path', afterMs: 20_000 },
];

export interface MissingStep {
  readonly missing: MissingByName;
  readonly due: readonly { readonly name: string; readonly remedy: Remedy }[];
}

export function nextMissing(before: MissingByName, look: MissingLook): MissingStep {
  const { expected, arriving, now } = look;
  const missing = new Map<string, Missing>();
  const due: { readonly name: string; readonly remedy: Remedy }[] = [];
  // Where something comes, the path is not what is wrong.
  const nothing = ![...expected].some((name) => arriving.has(name));
  for (const name of expected) {
    if (arriving.has(name)) continue;
    const { since, tried } = before.get(name) ?? { since: now, tried: 0 };
    const next = remedies[tried];
    const ripe = next !== undefined && now - since >= next.afterMs;
    missing.set(name, { since, tried: ripe ? tried + 1 : tried });
    if (ripe && (next.remedy !== 'path' || nothing)) due.push({ name, remedy: next.remedy });
  }
  return { missing, due };
}
