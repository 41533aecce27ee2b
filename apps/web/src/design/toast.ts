/**
 * Short messages that come and go. Anything may call `toast()`, also outside of
 * React; the region that shows them is loaded with the first one.
 */
export interface ToastMessage {
  readonly title: string;
  readonly help?: string;
  readonly tone?: 'neutral' | 'success' | 'danger';
  /** One way back or onward, such as Undo. */
  readonly action?: { readonly label: string; run(): void };
}

type Show = (message: ToastMessage) => void;

const waiting: ToastMessage[] = [];
const listeners = new Set<() => void>();
let show: Show | null = null;

/** Shows `message` for some seconds, longer while the pointer or the focus is on it. */
export function toast(message: ToastMessage): void {
  if (show) show(message);
  else {
    waiting.push(message);
    for (const listener of listeners) listener();
  }
}

/** Whether the region is needed; for `useSyncExternalStore`. */
export const toastStore = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  wanted: (): boolean => show !== null || waiting.length > 0,
};

/** The region hands over how to show; what waited is shown at once. Returns how to take it back. */
export function connectToasts(next: Show): () => void {
  show = next;
  for (const message of waiting.splice(0)) next(message);
  return () => {
    show = null;
  };
}
