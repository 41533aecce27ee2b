import { type KeyboardEvent, useRef } from 'react';
import { useWords } from '../../../i18n/words.ts';
import { emojiGroups } from './emoji.ts';

const columns = 8;
const steps: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowLeft: -1,
  ArrowDown: columns,
  ArrowUp: -columns,
};

/** A small field of emoji; arrow keys walk, Enter takes one. */
export function EmojiPicker({ onPick }: { onPick(emoji: string): void }) {
  const t = useWords('chat');
  const root = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const all = [...(root.current?.querySelectorAll('button') ?? [])];
    const at = all.findIndex((button) => button.matches(':focus'));
    all[Math.min(Math.max(0, at + step), all.length - 1)]?.focus();
  };
  return (
    <div ref={root} className="max-h-72 w-80 max-w-full overflow-y-auto pr-1">
      {emojiGroups.map((group, groupNr) => (
        <section key={group.id} aria-label={t(`emoji.${group.id}`)}>
          <h3 className="sticky top-0 bg-surface-1 px-1 py-1 text-12 font-semibold text-muted">
            {t(`emoji.${group.id}`)}
          </h3>
          <div className="grid grid-cols-8">
            {group.emoji.split(' ').map((emoji, nr) => (
              <button
                key={emoji}
                type="button"
                tabIndex={groupNr === 0 && nr === 0 ? 0 : -1}
                className="inline-flex aspect-square items-center justify-center rounded-control text-20 hover:bg-surface-2"
                onClick={() => onPick(emoji)}
                onKeyDown={onKeyDown}
              >
                {emoji}
              </button>
            ))}
          </div>
        </section>
      ))}
    </div>
  );
}
