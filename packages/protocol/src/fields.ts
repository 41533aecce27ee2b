/**
 * Which inputs are at fault, in machine words: what `Failure.fields` holds,
 * the same whether the client saw it before sending or the server after.
 */
import type { ConvergeError } from './errors.ts';

/** The part of a zod issue that is needed here. */
interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly origin?: string;
}

/** Dotted path -> `missing_or_wrong`, `too_short`, `too_long`, `too_small`, `too_large` or `invalid`. */
export function fieldsOf(
  issues: readonly Issue[],
): NonNullable<ConvergeError['failure']['fields']> {
  const fields: Record<string, string> = {};
  for (const issue of issues) {
    const path = issue.path.map(String).join('.');
    // The first fault of a field is the one to mend first.
    fields[path] ??= word(issue);
  }
  return fields;
}

function word({ code, origin }: Issue): string {
  const isLength = origin === 'string' || origin === 'array';
  switch (code) {
    case 'invalid_type':
      return 'missing_or_wrong';
    case 'too_small':
      return isLength ? 'too_short' : 'too_small';
    case 'too_big':
      return isLength ? 'too_long' : 'too_large';
    default:
      return 'invalid';
  }
}
