/**
 * Which language the interface speaks: the one chosen, else the first of the
 * browser's that we have, else English.
 */
export const languages = ['en', 'ru', 'uk'] as const;
export type Language = (typeof languages)[number];

/** Each language's own name for itself: who looks for it reads it, not the current one. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  ru: 'Русский',
  uk: 'Українська',
};

/** public/theme.js reads the same key before the first paint. */
const storageKey = 'converge.language';

const isLanguage = (value: string | null | undefined): value is Language =>
  (languages as readonly (string | null | undefined)[]).includes(value);

/** The first of `wanted` (BCP 47 tags, best first) that the interface speaks. */
export function matchLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const base = tag.toLowerCase().split('-')[0];
    if (isLanguage(base)) return base;
  }
  return 'en';
}

/**
 * How the reader's region writes `language`: whether the clock goes to 12 or 24 is
 * a matter of the region. The first of `wanted` (BCP 47 tags, best first) of that
 * language, or the language alone.
 */
export const localeOf = (language: string, wanted: readonly string[]): string =>
  wanted.find((tag) => tag.toLowerCase().split('-')[0] === language) ?? language;

/** The language kept on this device, or null where nobody chose one. */
export function storedLanguage(): Language | null {
  try {
    const stored = localStorage.getItem(storageKey);
    return isLanguage(stored) ? stored : null;
  } catch {
    return null; // storage is forbidden; the choice lasts until the page closes
  }
}

/** Keeps the choice on this device. */
export function storeLanguage(language: Language): void {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // storage is forbidden; the choice lasts until the page closes
  }
}

/** What to start with. */
export const initialLanguage = (): Language =>
  storedLanguage() ?? matchLanguage(navigator.languages ?? [navigator.language]);
