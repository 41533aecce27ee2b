import { afterEach, beforeEach, expect, test, vi } from 'vitest';

/** As much of an element as the registry looks at: what `closest` would find. */
class FakeElement {
  readonly kinds: readonly string[];
  constructor(...kinds: string[]) {
    this.kinds = kinds;
  }
  closest(selector: string): FakeElement | null {
    return selector.split(',').some((one) => this.kinds.some((kind) => one.startsWith(kind)))
      ? this
      : null;
  }
}

let listeners: Map<string, (event: object) => void>;

beforeEach(() => {
  listeners = new Map();
  vi.stubGlobal('Element', FakeElement);
  vi.stubGlobal('window', {
    addEventListener: (name: string, listener: () => void) => listeners.set(name, listener),
    removeEventListener: (name: string) => listeners.delete(name),
  });
  vi.resetModules();
});
afterEach(() => vi.unstubAllGlobals());

const load = () => import('./registry.ts');
const scope = { id: 'call', title: 'Call' };
const body = new FakeElement('body');

/** Sends a key event; returns whether it was taken. */
function send(name: 'keydown' | 'keyup', key: string, more: object = {}): boolean {
  const event = {
    key,
    code: `Key${key.toUpperCase()}`,
    target: body,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    repeat: false,
    isComposing: false,
    defaultPrevented: false,
    preventDefault: vi.fn(),
    ...more,
  };
  listeners.get(name)?.(event);
  return event.preventDefault.mock.calls.length > 0;
}

test('a key runs its shortcut until the shortcut is taken back', async () => {
  const { addShortcuts } = await load();
  const run = vi.fn();
  const remove = addShortcuts(scope, [{ keys: 'm', label: 'Mute', run }]);
  expect(send('keydown', 'm')).toBe(true);
  remove();
  expect(send('keydown', 'm')).toBe(false);
  expect(run).toHaveBeenCalledTimes(1);
  expect(listeners.size).toBe(0);
});

test.each([
  ['textarea'],
  ['input:not([type=checkbox]'],
  ['[contenteditable]'],
  ['[role=dialog]'],
  ['[role=menu]'],
])('none fires in %s', async (kind) => {
  const { addShortcuts } = await load();
  const run = vi.fn();
  addShortcuts(scope, [{ keys: 'm', label: 'Mute', run }]);
  expect(send('keydown', 'm', { target: new FakeElement(kind) })).toBe(false);
  expect(run).not.toHaveBeenCalled();
});

test('none fires while an input method composes, or when somebody else took the key', async () => {
  const { addShortcuts } = await load();
  const run = vi.fn();
  addShortcuts(scope, [{ keys: 'm', label: 'Mute', run }]);
  send('keydown', 'm', { isComposing: true });
  send('keydown', 'm', { defaultPrevented: true });
  expect(run).not.toHaveBeenCalled();
});

test('space belongs to the button that has the focus', async () => {
  const { addShortcuts } = await load();
  const run = vi.fn();
  addShortcuts(scope, [{ keys: 'space', label: 'Talk', run, release: vi.fn() }]);
  expect(send('keydown', ' ', { target: new FakeElement('button') })).toBe(false);
  expect(send('keydown', ' ')).toBe(true);
  expect(run).toHaveBeenCalledTimes(1);
});

test('space does not press again what a pointer pressed, until keys bring the focus there', async () => {
  const { addShortcuts } = await load();
  const run = vi.fn();
  addShortcuts(scope, [{ keys: 'space', label: 'Talk', run, release: vi.fn() }]);
  const button = new FakeElement('button');
  listeners.get('pointerdown')?.({ target: button });
  listeners.get('focusin')?.({ target: button });
  expect(send('keydown', ' ', { target: button })).toBe(true);
  expect(send('keyup', ' ', { target: button })).toBe(true);
  expect(run).toHaveBeenCalledTimes(1);
  expect(send('keydown', 'Enter', { target: button })).toBe(false);

  listeners.get('focusin')?.({ target: new FakeElement('button') });
  listeners.get('focusin')?.({ target: button });
  expect(send('keydown', ' ', { target: button })).toBe(false);
  expect(run).toHaveBeenCalledTimes(1);
});

test.each(['keyup', 'blur'] as const)('a held key is let go by %s, once', async (how) => {
  const { addShortcuts } = await load();
  const [run, release] = [vi.fn(), vi.fn()];
  addShortcuts(scope, [{ keys: 'space', label: 'Talk', run, release }]);
  send('keydown', ' ');
  send('keydown', ' ', { repeat: true });
  if (how === 'blur') listeners.get('blur')?.({});
  else send('keyup', ' ');
  send('keyup', ' ');
  expect(run).toHaveBeenCalledTimes(1);
  expect(release).toHaveBeenCalledTimes(1);
});

test('a held key is let go when its page closes', async () => {
  const { addShortcuts } = await load();
  const release = vi.fn();
  const remove = addShortcuts(scope, [{ keys: 'space', label: 'Talk', run: vi.fn(), release }]);
  send('keydown', ' ');
  remove();
  expect(release).toHaveBeenCalledTimes(1);
});

test('where keys meet, what was added last wins; the sheet lists all, scope by scope', async () => {
  const { addShortcuts, shortcutGroups } = await load();
  const [page, panel] = [vi.fn(), vi.fn()];
  addShortcuts({ id: 'page', title: 'Page' }, [{ keys: 'c', label: 'Chat', run: page }]);
  addShortcuts(scope, [{ keys: 'c', label: 'Close', run: panel }]);
  addShortcuts({ id: 'page', title: 'Page' }, [{ keys: '/', label: 'Find', run: page }]);
  send('keydown', 'c');
  expect([page.mock.calls.length, panel.mock.calls.length]).toEqual([0, 1]);
  expect(shortcutGroups().map(({ scope, shortcuts }) => [scope.id, shortcuts.length])).toEqual([
    ['page', 2],
    ['call', 1],
  ]);
});

test('what a part of the page listens to itself stands in the sheet, and is left to it', async () => {
  const { addShortcuts, shortcutGroups } = await load();
  addShortcuts(scope, [
    { keys: 'enter', label: 'Send' },
    { keys: 'up down', label: 'To the next one' },
  ]);
  expect(send('keydown', 'Enter')).toBe(false);
  expect(shortcutGroups()[0]?.shortcuts.map(({ label }) => label)).toEqual([
    'Send',
    'To the next one',
  ]);
});
