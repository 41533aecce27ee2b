/** What a browser says of itself, made of a few known words: families and never versions. */

/** For counting; each of the three has few values, whatever a client sends. */
export interface Client {
  readonly browser: string;
  readonly system: string;
  readonly device: 'phone' | 'computer';
}

// The order matters: most browsers also call themselves by the names of those below them.
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bYaBrowser\//, 'Yandex Browser'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|HeadlessChrome|Chromium|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/\b(iPhone|iPod)\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

/** Held in the hand; a tablet has a phone's chip and a phone's network. */
const handheld: readonly string[] = ['iPhone', 'iPad', 'Android'];

const find = (table: typeof browsers, userAgent: string | null) =>
  table.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];

/** Such as "Firefox on Linux", so that people recognise their own devices; null where nothing is recognised. */
export function describeDevice(userAgent: string | null): string | null {
  const [browser, system] = [find(browsers, userAgent), find(systems, userAgent)];
  return browser && system ? `${browser} on ${system}` : (browser ?? system ?? null);
}

/** What isn't recognised is "other" (bots among them). */
export function clientOf(userAgent: string | null): Client {
  const system = find(systems, userAgent) ?? 'other';
  return {
    browser: find(browsers, userAgent) ?? 'other',
    system,
    device: handheld.includes(system) ? 'phone' : 'computer',
  };
}
