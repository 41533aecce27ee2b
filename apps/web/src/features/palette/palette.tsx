import { Search } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { cx } from '../../design/cx.ts';
import { Dialog } from '../../design/dialog.tsx';
import { useWords } from '../../i18n/words.ts';
import { type Command, useCommands, useRoomCommands } from './commands.tsx';
import { search } from './search.ts';

/** How many rooms are drawn at most; the others are found by typing on. */
const roomsMax = 30;

/**
 * Everything by typing: rooms and commands in one list. A combobox as WAI-ARIA
 * has it: the focus stays in the field, the arrows walk the list.
 */
export default function Palette({ onClose }: { onClose(): void }) {
  const t = useWords('palette');
  const common = useWords('common');
  const listId = useId();
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const rooms = search(useRoomCommands(), query).slice(0, roomsMax);
  const found = [...rooms, ...search(useCommands(), query)];
  const current = found[Math.min(active, found.length - 1)];

  function run(command: Command | undefined) {
    if (!command) return;
    onClose();
    command.run();
  }

  function onKeyDown(event: KeyboardEvent) {
    const last = found.length - 1;
    const moves: Record<string, number> = {
      ArrowDown: active >= last ? 0 : active + 1,
      ArrowUp: active <= 0 ? last : active - 1,
      Home: 0,
      End: last,
    };
    const next = moves[event.key];
    if (next !== undefined && last >= 0) {
      event.preventDefault();
      setActive(next);
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      run(current);
    }
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title')}
      closeLabel={common('close')}
      hideTitle
      place="top"
    >
      <div className="sticky top-0 flex items-center gap-3 border-b border-line bg-surface-1 px-4">
        <Search aria-hidden="true" className="size-5 shrink-0 text-muted" />
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={current && `${listId}-${found.indexOf(current)}`}
          aria-label={t('placeholder')}
          placeholder={t('placeholder')}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
          className="min-h-14 w-full bg-transparent text-16 text-strong outline-none"
        />
      </div>
      <div id={listId} role="listbox" aria-label={t('results')} className="min-h-64 p-2">
        {found.map((command, i) => (
          <div key={command.id}>
            {found[i - 1]?.group !== command.group && (
              <div aria-hidden="true" className="px-3 pt-2 pb-1 text-12 text-muted">
                {command.group}
              </div>
            )}
            <Option
              id={`${listId}-${i}`}
              command={command}
              active={command === current}
              onHover={() => setActive(i)}
              onRun={() => run(command)}
            />
          </div>
        ))}
      </div>
      <p role="status" className={found.length > 0 ? 'sr-only' : 'px-5 pb-6 text-muted'}>
        {found.length === 0 && t('none', { query })}
      </p>
    </Dialog>
  );
}

function Option({
  id,
  command,
  active,
  onHover,
  onRun,
}: {
  id: string;
  command: Command;
  active: boolean;
  onHover(): void;
  onRun(): void;
}) {
  return (
    <div
      id={id}
      role="option"
      aria-selected={active}
      tabIndex={-1}
      onPointerMove={onHover}
      onClick={onRun}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onRun();
      }}
      className={cx(
        'flex min-h-11 cursor-pointer items-center gap-3 rounded-control px-3',
        active ? 'bg-surface-3 text-strong forced-chosen' : 'text-normal',
      )}
    >
      <span aria-hidden="true" className="flex w-6 shrink-0 justify-center">
        {command.icon}
      </span>
      <span className="min-w-0 grow truncate">{command.label}</span>
      {command.hint && <span className="shrink-0 text-12 text-muted">{command.hint}</span>}
    </div>
  );
}
