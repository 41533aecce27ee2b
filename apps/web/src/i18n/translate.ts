/**
 * From a catalogue's entry to words: plural form by `Intl.PluralRules`, then the
 * values put in. Catalogues are i18next's JSON (version 4): `people_one`,
 * `people_few`, `{{name}}`. Why no library: docs/adr/0011.
 */
export type Values = Readonly<Record<string, string | number>>;
export type Catalogue = Readonly<Record<string, string>>;

const pluralRules = new Map<string, Intl.PluralRules>();
const numbers = new Map<string, Intl.NumberFormat>();

/** The words for `key`; a key without an entry comes back as it is, for a developer to see. */
export function translate(
  catalogue: Catalogue,
  language: string,
  key: string,
  values?: Values,
): string {
  const count = values?.count;
  const template =
    typeof count === 'number'
      ? (catalogue[`${key}_${pluralForm(language, count)}`] ??
        catalogue[`${key}_other`] ??
        catalogue[key])
      : catalogue[key];
  if (template === undefined) return key;
  if (!values) return template;
  return template.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? formatNumber(language, value) : value;
  });
}

function pluralForm(language: string, count: number): Intl.LDMLPluralRule {
  let rules = pluralRules.get(language);
  if (!rules) {
    rules = new Intl.PluralRules(language);
    pluralRules.set(language, rules);
  }
  return rules.select(count);
}

/** A number as `language` writes it; the format objects are kept, since making one is slow. */
export function formatNumber(language: string, value: number): string {
  let format = numbers.get(language);
  if (!format) {
    format = new Intl.NumberFormat(language);
    numbers.set(language, format);
  }
  return format.format(value);
}
