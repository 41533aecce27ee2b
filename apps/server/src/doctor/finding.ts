/** One thing that was looked at, in words for whoever runs the server. */
export interface Finding {
  /** Which part, e.g. `database`; for machines. */
  readonly part: string;
  /** green: right; amber: works, but; red: broken. */
  readonly level: 'green' | 'amber' | 'red';
  readonly text: string;
  /** What to do about it, in one line; there whenever it isn't green. */
  readonly remedy?: string;
}

type Say = (text: string) => Finding;
type Warn = (text: string, remedy: string) => Finding;

/** The three ways to speak about one part. */
export const about = (part: string): { green: Say; amber: Warn; red: Warn } => ({
  green: (text) => ({ part, level: 'green', text }),
  amber: (text, remedy) => ({ part, level: 'amber', text, remedy }),
  red: (text, remedy) => ({ part, level: 'red', text, remedy }),
});

export const wordsOf = (error: unknown): string =>
  error instanceof Error ? error.message || String(Reflect.get(error, 'code')) : String(error);
