import { readFileSync } from 'node:fs';
import { conditions } from '@converge/protocol/rest/status';
import { expect, test } from 'vitest';

const words: Record<string, string> = JSON.parse(
  readFileSync(new URL('../../../i18n/words/en/admin.json', import.meta.url), 'utf8'),
);
/** What is as it should be, or is a choice. */
const right = ['fine', 'none', 'proxy', 'selfSigned'];

test('ADMIN-16 each condition of each part has words, and a remedy where it isn’t right', () => {
  const missing = Object.entries(conditions).flatMap(([part, known]) =>
    known.flatMap((condition) => {
      const key = `status.${part}.${condition}`;
      const wanted = right.includes(condition) ? [key] : [key, `${key}.do`];
      return wanted.filter((one) => words[one] === undefined);
    }),
  );
  expect(missing).toEqual([]);
});
