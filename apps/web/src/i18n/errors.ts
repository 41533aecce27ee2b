/** From a refusal to words: what happened, and what to do. */
import type { ErrorCode } from '@converge/protocol/errors';
import { type Translate, useWords } from './words.ts';

export interface ErrorWords {
  /** What happened, in one short sentence. */
  readonly title: string;
  /** What is safe and what to do. */
  readonly help: string;
}

/** Two are ours: the request never reached the server, and a part of the page didn't come. */
export type FailureCode = ErrorCode | 'offline' | 'missing_part';

/** The words for `code`, in the language of `t` (the area `errors`). */
export const errorWords = (t: Translate<'errors'>, code: FailureCode): ErrorWords => ({
  title: t(`${code}.title`),
  help: t(`${code}.help`),
});

/** A function from codes to words in the current language. */
export function useErrorWords(): (code: FailureCode) => ErrorWords {
  const t = useWords('errors');
  return (code) => errorWords(t, code);
}
