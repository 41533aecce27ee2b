import { readdirSync, readFileSync } from 'node:fs';
import { errorCodes } from '@converge/protocol/errors';
import { describe, expect, test } from 'vitest';
import { type Language, languages } from './language.ts';

const folder = new URL('./words/', import.meta.url);
const areas = readdirSync(new URL('en/', folder)).map((file) => file.replace('.json', ''));

const read = (language: string, area: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`${language}/${area}.json`, folder), 'utf8'));

const plural = /_(zero|one|two|few|many|other)$/;

/** Keys without plural forms; `name*` where the word has them. */
const stems = (catalogue: Record<string, string>) =>
  [...new Set(Object.keys(catalogue).map((key) => key.replace(plural, '*')))].sort();

/** What another word stands for everywhere: the table is in apps/web/README.md. */
const retired: Readonly<Record<Language, RegExp>> = {
  en: /\bchat\b/i,
  ru: /(?<!\p{L})(чат|переписк|промежуточн|заглуш|плитк)/iu,
  uk: /(?<!\p{L})(чат|листуван|проміжн|заглуш|(особа|особи|осіб|питання|питань)(?!\p{L}))/iu,
};

const values = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

describe.each(areas)('%s', (area) => {
  const en = read('en', area);

  test.each(languages)('%s has the same keys as the others', (language) => {
    expect(stems(read(language, area))).toEqual(stems(en));
  });

  test.each(languages)('%s has every plural form its grammar knows, and no other', (language) => {
    const catalogue = read(language, area);
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    for (const stem of stems(catalogue).filter((key) => key.endsWith('*'))) {
      const name = stem.slice(0, -1);
      const found = Object.keys(catalogue)
        .filter((key) => key.replace(plural, '*') === stem)
        .map((key) => key.slice(name.length + 1));
      expect({ name, forms: found.toSorted() }).toEqual({ name, forms });
    }
  });

  test.each(languages)('%s uses the same values in the same words', (language) => {
    const catalogue = read(language, area);
    for (const [key, text] of Object.entries(catalogue)) {
      const other = en[key] ?? en[key.replace(plural, '_other')] ?? '';
      expect({ key, values: values(text) }).toEqual({ key, values: values(other) });
    }
  });

  test.each(languages)(
    '%s has no empty words, no exclamation marks, no straight quotes',
    (language) => {
      for (const [key, text] of Object.entries(read(language, area))) {
        expect({ key, fine: text.trim() !== '' && !/[!"']/.test(text) }).toEqual({
          key,
          fine: true,
        });
      }
    },
  );
});

test.each(languages)('%s calls one thing by one word', (language) => {
  const astray = areas.flatMap((area) =>
    Object.entries(read(language, area))
      .filter(([, text]) => retired[language].test(text))
      .map(([key, text]) => `${area}.${key}: ${text}`),
  );
  expect(astray).toEqual([]);
});

test.each(languages)('%s says for every error code what happened and what to do', (language) => {
  const catalogue = read(language, 'errors');
  const missing = [...errorCodes, 'offline'].flatMap((code) =>
    ['title', 'help'].map((part) => `${code}.${part}`).filter((key) => !catalogue[key]),
  );
  expect(missing).toEqual([]);
});
