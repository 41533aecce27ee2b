const isApple = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '');

const signs: Readonly<Record<string, string>> = {
  enter: '↵',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  ...(isApple
    ? {
        mod: '⌘',
        shift: '⇧',
        alt: '⌥',
        escape: 'esc',
        delete: '⌦',
        pageup: '⇞',
        pagedown: '⇟',
        home: '↖',
        end: '↘',
      }
    : {
        mod: 'Ctrl',
        shift: 'Shift',
        alt: 'Alt',
        escape: 'Esc',
        delete: 'Del',
        pageup: 'PgUp',
        pagedown: 'PgDn',
        home: 'Home',
        end: 'End',
      }),
};

/**
 * Keys as they stand on this machine's keyboard: `mod+shift+l` is ⌘⇧L or Ctrl Shift L.
 * `names` has those that are called by a word, in the reader's language.
 */
export function Kbd({
  keys,
  names = {},
}: {
  keys: string;
  names?: Readonly<Record<string, string>>;
}) {
  return (
    <span className="inline-flex gap-1">
      {keys.split(/[+ ]/).map((key) => (
        <kbd
          key={key}
          className="min-w-5 rounded border border-line bg-surface-2 px-1 text-center font-sans text-12 text-muted"
        >
          {names[key] ?? signs[key] ?? (key.length === 1 ? key.toUpperCase() : key)}
        </kbd>
      ))}
    </span>
  );
}
