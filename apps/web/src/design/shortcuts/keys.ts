/**
 * Whether a pressed key is the one a shortcut names. Names are like `m`, `?`,
 * `space`, `mod+k`, `mod+shift+l`; `mod` is Ctrl, and Cmd on Apple's machines.
 */
export interface Press {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const named: Readonly<Record<string, string>> = {
  space: ' ',
  enter: 'Enter',
  escape: 'Escape',
  delete: 'Delete',
  up: 'ArrowUp',
  down: 'ArrowDown',
  left: 'ArrowLeft',
  right: 'ArrowRight',
};

/** Whether `press` is `keys`. */
export function matches(keys: string, press: Press): boolean {
  const parts = keys.split('+');
  const name = parts.at(-1) ?? '';
  const mod = parts.includes('mod');
  if (mod !== (press.ctrlKey || press.metaKey)) return false;
  if (press.altKey !== parts.includes('alt')) return false;
  // A sign such as `?` may need Shift on one keyboard and not on another.
  const isSign = name.length === 1 && !/[a-z0-9]/.test(name);
  if (!isSign && press.shiftKey !== parts.includes('shift')) return false;
  return isKey(name, press);
}

/**
 * A letter goes by what is printed on the key; on a keyboard that doesn't write
 * Latin (`м` where M is) by the key's place, so nobody has to switch the layout.
 */
function isKey(name: string, press: Press): boolean {
  const wanted = named[name];
  if (wanted !== undefined) return press.key === wanted;
  const typed = press.key.toLowerCase();
  if (/^[a-z]$/.test(name) && !/^[a-z]$/.test(typed))
    return press.code === `Key${name.toUpperCase()}`;
  return typed === name;
}
