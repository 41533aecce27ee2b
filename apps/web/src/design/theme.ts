/** Light, dark, or as the system says; kept on this device. */
import { useSyncExternalStore } from 'react';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** public/theme.js reads the same key before the first paint. */
const storageKey = 'converge.theme';
const listeners = new Set<() => void>();
let theme: Theme = stored();

function stored(): Theme {
  try {
    const value = localStorage.getItem(storageKey);
    return themes.find((one) => one === value) ?? 'system';
  } catch {
    return 'system'; // storage is forbidden; the choice lasts until the page closes
  }
}

/** Changes the theme of the whole page at once. */
export function setTheme(next: Theme): void {
  theme = next;
  try {
    localStorage.setItem(storageKey, next);
  } catch {
    // storage is forbidden; the choice lasts until the page closes
  }
  if (next === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  for (const listener of listeners) listener();
}

/** The chosen theme. */
export const useTheme = (): Theme =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => theme,
  );
