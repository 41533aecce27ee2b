/** The windows that open over any page by a key or from a menu. */
export type Overlay = 'palette' | 'shortcuts';

let open: Overlay | null = null;
const listeners = new Set<() => void>();

/** Which one is open; for `useSyncExternalStore`. */
export const overlayStore = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: (): Overlay | null => open,
};

/** Opens one, or with null closes what is open. */
export function openOverlay(next: Overlay | null): void {
  open = next;
  for (const listener of listeners) listener();
}
