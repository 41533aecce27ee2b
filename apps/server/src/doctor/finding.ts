/** One thing that was looked at, in words for whoever runs the server. */
export interface Finding {
  /** Which part, e.g. `database`; for machines. */
  readonly part: string;
  /** green: right; amber: works, but; red: broken. */
  readonly level: 'green' | 'amber' | 'red';
  readonly text: string;
  /** What to do about it, in one line; there whenever it isn't green. */
  readonly remedy?: string;
  /** The same for an interface with words of its own, where it shows this part. */
  readonly found?: Found;
}

/** One of the part's conditions (`protocol/rest/status.ts`), and what its words need. */
export interface Found {
  readonly condition: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

type Say = (text: string, found?: Found) => Finding;
type Warn = (text: string, remedy: string, found?: Found) => Finding;

/** The three ways to speak about one part. */
export const about = (part: string): { green: Say; amber: Warn; red: Warn } => ({
  green: (text, found) => ({ part, level: 'green', text, ...(found && { found }) }),
  amber: (text, remedy, found) => ({ part, level: 'amber', text, remedy, ...(found && { found }) }),
  red: (text, remedy, found) => ({ part, level: 'red', text, remedy, ...(found && { found }) }),
});

export const wordsOf = (error: unknown): string =>
  error instanceof Error ? error.message || String(Reflect.get(error, 'code')) : String(error);
