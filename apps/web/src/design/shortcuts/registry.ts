/**
 * Which keys do what just now. Pages and panels add their shortcuts while they
 * are shown; one listener serves all, and the sheet on `?` reads the same list.
 */
import { matches } from './keys.ts';

export interface Shortcut {
  /** Such as `m`, `?`, `mod+shift+l`, `space`; see keys.ts. What only stands in the sheet may name several: `up down`. */
  readonly keys: string;
  /** What it does, in the reader's language. */
  readonly label: string;
  /** Absent: a part of the page that has the focus listens itself, and here it only stands in the sheet. */
  run?(event: KeyboardEvent): void;
  /** For keys that work while held (push-to-talk): called when the key is let go, or the page loses focus. */
  release?(): void;
}

export interface ShortcutScope {
  readonly id: string;
  /** The heading in the sheet, in the reader's language. */
  readonly title: string;
}

export interface ShortcutGroup {
  readonly scope: ShortcutScope;
  readonly shortcuts: readonly Shortcut[];
}

interface Entry extends ShortcutGroup {
  readonly order: number;
}

const entries = new Map<symbol, Entry>();
let held: Shortcut | null = null;
/** The button that has the focus only because a pointer pressed it. */
let clicked: Element | null = null;
let nextOrder = 0;

/** Adds shortcuts; the latest addition wins where keys meet. Returns how to take them back. */
export function addShortcuts(scope: ShortcutScope, shortcuts: readonly Shortcut[]): () => void {
  const id = Symbol(scope.id);
  entries.set(id, { scope, shortcuts, order: nextOrder++ });
  if (entries.size === 1) listen();
  return () => {
    entries.delete(id);
    if (held && shortcuts.includes(held)) letGo();
    if (entries.size === 0) unlisten();
  };
}

/** All shortcuts that work now, one group per scope, in the order they were added. */
export function shortcutGroups(): ShortcutGroup[] {
  const groups = new Map<string, { scope: ShortcutScope; shortcuts: Shortcut[] }>();
  for (const entry of [...entries.values()].sort((a, b) => a.order - b.order)) {
    const group = groups.get(entry.scope.id) ?? { scope: entry.scope, shortcuts: [] };
    group.shortcuts.push(...entry.shortcuts);
    groups.set(entry.scope.id, group);
  }
  return [...groups.values()];
}

const writes = [
  'textarea',
  'select',
  'input:not([type=checkbox],[type=radio],[type=button],[type=submit],[type=range],[type=file])',
  '[contenteditable]:not([contenteditable=false])',
  '[role=textbox]',
].join(',');
const modal = '[role=dialog],[role=alertdialog],[role=menu],[role=listbox]';
const pressable = 'button,a[href],summary,label,input,[role=button],[role=tab],[role=switch]';

/** No shortcut fires while somebody writes, or while a window over the page has the keys. */
function isBusy(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest(writes) || target.closest(modal)) return true;
  // Space and Enter belong to the button that has the focus; but who mutes by a click and
  // then holds space wants to talk, and must not find the microphone open afterwards.
  if (key === ' ' && target === clicked) return false;
  return (key === ' ' || key === 'Enter') && target.closest(pressable) !== null;
}

function onPointerDown({ target }: PointerEvent): void {
  clicked = target instanceof Element ? target.closest('button') : null;
}

/** Keys moved the focus: from here on it means what it says. */
function onFocusIn({ target }: FocusEvent): void {
  if (target !== clicked) clicked = null;
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || isBusy(event.target, event.key)) return;
  const shortcut = find(event);
  if (!shortcut) return;
  event.preventDefault();
  if (event.repeat) return;
  if (shortcut.release) {
    if (held) return;
    held = shortcut;
  }
  shortcut.run?.(event);
}

function find(event: KeyboardEvent): Shortcut | undefined {
  const latestFirst = [...entries.values()].sort((a, b) => b.order - a.order);
  for (const { shortcuts } of latestFirst) {
    const found = shortcuts.find(({ keys, run }) => run && matches(keys, event));
    if (found) return found;
  }
  return undefined;
}

function onKeyUp(event: KeyboardEvent): void {
  // Modifiers may have been let go first: the key alone counts.
  if (!held || !matches(held.keys.split('+').at(-1) ?? '', plain(event))) return;
  // Some browsers press the button below when the key comes up.
  event.preventDefault();
  letGo();
}

const plain = (event: KeyboardEvent) => ({
  key: event.key,
  code: event.code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
});

function letGo(): void {
  const shortcut = held;
  held = null;
  shortcut?.release?.();
}

function listen(): void {
  window.addEventListener('keydown', onKeyDown);
  window.addEventListener('keyup', onKeyUp);
  // The key-up goes to the other window; without this a microphone would stay open.
  window.addEventListener('blur', letGo);
  window.addEventListener('pointerdown', onPointerDown, { capture: true });
  window.addEventListener('focusin', onFocusIn);
}

function unlisten(): void {
  window.removeEventListener('keydown', onKeyDown);
  window.removeEventListener('keyup', onKeyUp);
  window.removeEventListener('blur', letGo);
  window.removeEventListener('pointerdown', onPointerDown, { capture: true });
  window.removeEventListener('focusin', onFocusIn);
  clicked = null;
}
