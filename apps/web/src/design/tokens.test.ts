import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contrast, parseOklch } from './contrast.ts';

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const [normal = '', high = ''] = read('tokens.css').split('@media (prefers-contrast: more)');

const themes = ['light', 'dark'] as const;
type Theme = (typeof themes)[number];
type Palette = Readonly<Record<string, string>>;

/** The two values of `light-dark(a, b)`, or one value for both. */
function sides(value: string): Record<Theme, string> {
  const both = /^light-dark\((oklch\([^)]*\)),\s*(oklch\([^)]*\))\)$/.exec(
    value.replace(/\s+/g, ' '),
  );
  return { light: both?.[1] ?? value, dark: both?.[2] ?? value };
}

function palette(css: string, theme: Theme): Palette {
  const roles = css.matchAll(/--color-([\w-]+):\s*([^;]+);/g);
  return Object.fromEntries(
    [...roles].map(([, role = '', value = '']) => [role, sides(value)[theme]]),
  );
}

const surfaces = ['surface-0', 'surface-1', 'surface-2', 'surface-3'];
const on = (grounds: readonly string[], ...signs: string[]) =>
  signs.flatMap((sign) => grounds.map((ground) => [sign, ground] as const));

/** Every pair that carries text somewhere in the interface. */
const texts = [
  ...on(surfaces, 'strong', 'normal', 'muted', 'accent-text', 'live-text', 'danger-text'),
  ...on(surfaces.slice(0, 3), 'speaking-text', 'warning-text'),
  ...['accent', 'live', 'speaking', 'warning', 'danger'].flatMap((role) =>
    on([`${role}-soft`], `${role}-text`, 'strong'),
  ),
  ...on(['accent', 'accent-hover'], 'on-accent'),
  ...on(['live'], 'on-live'),
  ...on(['danger', 'danger-hover'], 'on-danger'),
];

/** Frames, rings and dots. */
const signs = [
  ...on(
    surfaces.slice(0, 3),
    'line-control',
    'focus',
    'accent',
    'live',
    'speaking',
    'danger',
    'warning',
  ),
];

describe.each(themes)('%s', (theme) => {
  const plain = palette(normal, theme);
  const strong = { ...plain, ...palette(high, theme) };
  const ratio = (colours: Palette, one: string, other: string) =>
    contrast(parseOklch(colours[one] ?? one), parseOklch(colours[other] ?? other));

  test.each(texts)('text %s on %s has 4.5:1', (sign, ground) => {
    expect(ratio(plain, sign, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(signs)('sign %s on %s has 3:1', (sign, ground) => {
    expect(ratio(plain, sign, ground)).toBeGreaterThanOrEqual(3);
  });

  test.each(on(['surface-0', 'surface-1'], 'strong', 'normal', 'muted', 'accent-text'))(
    'with high contrast wanted, text %s on %s has 7:1',
    (sign, ground) => {
      expect(ratio(strong, sign, ground)).toBeGreaterThanOrEqual(7);
    },
  );

  test('text over video has 4.5:1 on the stage', () => {
    expect(
      contrast(parseOklch(palette(normal, 'dark').normal ?? ''), parseOklch(plain.stage ?? '')),
    ).toBeGreaterThanOrEqual(4.5);
  });

  test('initials and room signs have 4.5:1 in every hue', () => {
    const rule = /@utility seeded \{([^}]*)\}/.exec(read('base.css'))?.[1] ?? '';
    const [ground = '', sign = ''] = ['background', 'color'].map(
      (name) => new RegExp(`\\b${name}:\\s*(light-dark\\(.*?\\)\\));`).exec(rule)?.[1] ?? '',
    );
    for (let hue = 0; hue < 360; hue += 30) {
      const [a, b] = [ground, sign].map((value) =>
        parseOklch(sides(value.replaceAll('var(--hue)', String(hue)))[theme]),
      );
      if (!a || !b) throw new Error('the rule .seeded is not what this test reads');
      expect(contrast(a, b)).toBeGreaterThanOrEqual(4.5);
    }
  });
});
