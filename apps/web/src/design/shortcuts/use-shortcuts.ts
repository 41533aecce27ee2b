import { useEffect, useRef } from 'react';
import { addShortcuts, type Shortcut, type ShortcutScope } from './registry.ts';

/**
 * Lets these keys work, and stand in the sheet on `?`, while the component is
 * shown. Closures may be new at every render; only a change of keys or words
 * registers anew.
 */
export function useShortcuts(scope: ShortcutScope, shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  const { id, title } = scope;
  const shape = JSON.stringify(
    shortcuts.map(({ keys, label, run, release }) => [keys, label, Boolean(run), Boolean(release)]),
  );
  useEffect(() => {
    const described = JSON.parse(shape) as [
      keys: string,
      label: string,
      runs: boolean,
      hold: boolean,
    ][];
    return addShortcuts(
      { id, title },
      described.map(([keys, label, runs, hold], i) => ({
        keys,
        label,
        ...(runs && { run: (event: KeyboardEvent) => latest.current[i]?.run?.(event) }),
        ...(hold ? { release: () => latest.current[i]?.release?.() } : {}),
      })),
    );
  }, [id, title, shape]);
}
