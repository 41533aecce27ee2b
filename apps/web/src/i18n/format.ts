/** Dates, numbers and order as the reader's language writes them. */
import { localeOf } from './language.ts';
import { formatNumber } from './translate.ts';
import { useLanguage } from './words.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export interface Format {
  /** 12 Nov 2026 */
  date(at: number): string;
  /** 14:05 */
  time(at: number): string;
  /** 12 Nov 2026, 14:05 */
  dateTime(at: number): string;
  /** "3 minutes ago", "tomorrow", "in 2 weeks": the largest unit that fits. */
  relative(at: number, now?: number): string;
  number(value: number): string;
  /** 1.2 MB, in units of 1024. */
  bytes(value: number): string;
  /** For sorting names. */
  compare(a: string, b: string): number;
}

/** The formats of a language or locale; times are milliseconds since 1970, shown in the reader's zone. */
export function makeFormat(locale: string): Format {
  // Each takes up to a millisecond to make: made when first needed, and once.
  const date = once(() => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }));
  const time = once(() => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }));
  const dateTime = once(
    () => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
  );
  const relatively = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  const collator = once(() => new Intl.Collator(locale, { numeric: true, sensitivity: 'base' }));
  return {
    date: (at) => date().format(at),
    time: (at) => time().format(at),
    dateTime: (at) => dateTime().format(at),
    relative(at, now = Date.now()) {
      const gap = at - now;
      const size = Math.abs(gap);
      const relative = relatively();
      if (size < 45_000) return relative.format(0, 'second');
      if (size < 45 * minute) return relative.format(Math.round(gap / minute), 'minute');
      if (size < 22 * hour) return relative.format(Math.round(gap / hour), 'hour');
      if (size < 13 * day) return relative.format(Math.round(gap / day), 'day');
      if (size < 45 * day) return relative.format(Math.round(gap / (7 * day)), 'week');
      if (size < 320 * day) return relative.format(Math.round(gap / (30.4 * day)), 'month');
      return relative.format(Math.round(gap / (365 * day)), 'year');
    },
    number: (value) => formatNumber(locale, value),
    bytes: (value) => formatBytes(locale, value),
    compare: (a, b) => collator().compare(a, b),
  };
}

const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];

function formatBytes(locale: string, value: number): string {
  const size = value < 1 ? 0 : Math.floor(Math.log(value) / Math.log(1024));
  const step = Math.min(size, byteUnits.length - 1);
  const amount = value / 1024 ** step;
  const unit = byteUnits[step];
  return new Intl.NumberFormat(locale, {
    ...{ style: 'unit', unit, unitDisplay: step === 0 ? 'long' : 'short' },
    maximumFractionDigits: amount < 10 && step > 1 ? 1 : 0,
  }).format(amount);
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const formats = new Map<string, Format>();

/** The formats of the current language; the same object for everybody, in every row of a list. */
export function useFormat(): Format {
  const language = useLanguage();
  const known = formats.get(language) ?? makeFormat(localeOf(language, navigator.languages));
  formats.set(language, known);
  return known;
}
