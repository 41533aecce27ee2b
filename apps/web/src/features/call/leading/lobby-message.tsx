import { limits } from '@converge/protocol/limits';
import { Pencil, X } from 'lucide-react';
import { type FormEvent, type ReactNode, useEffect, useReducer, useRef, useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { IconButton } from '../../../design/icon-button.tsx';
import { TextInput } from '../../../design/text-input.tsx';
import { toast } from '../../../design/toast.ts';
import { useWords } from '../../../i18n/words.ts';

/**
 * What is said to those who wait, or who will (SPEC LOBBY-10): read, written and
 * taken back in one row, which is there whether anybody waits or not.
 */
export function LobbyMessage({
  message,
  waited,
  onSay,
}: {
  message: string | null;
  /** Whether anybody waits. */
  waited: boolean;
  /** Resolves with whether it was said; the empty text takes back. */
  onSay(text: string): Promise<boolean>;
}) {
  const t = useWords('leading');
  const common = useWords('common');
  /** null: nothing was written yet. */
  const [draft, setDraft] = useState<string | null>(null);
  const row = useRef<HTMLDivElement>(null);
  // What was pressed goes with what it did, so the focus moves to what stands there now.
  const [moves, moveFocus] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (moves > 0) row.current?.querySelector<HTMLElement>('input, button')?.focus();
  }, [moves]);

  const write = (text: string | null) => {
    setDraft(text);
    moveFocus();
  };
  const say = async (text: string) => {
    if (!(await onSay(text))) return;
    write(null);
    const told = waited ? t('lobby.said') : t('lobby.saidLater');
    toast({ title: text.trim() === '' ? t('lobby.unsaid') : told, tone: 'success' });
  };

  // Where people wait for a first word the line to write in is always there.
  const endable = message !== null || !waited;
  let content: ReactNode;
  if (draft !== null || !endable) {
    content = (
      <form
        className="flex grow flex-wrap justify-end gap-1.5"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void say(draft ?? '');
        }}
      >
        <TextInput
          aria-label={t('lobby.message')}
          placeholder={t('lobby.message')}
          // Where both don't fit, a line to write in goes before the buttons.
          className={endable ? 'min-w-56 flex-1' : 'min-w-0 flex-1'}
          maxLength={limits.lobbyMessage.max}
          value={draft ?? ''}
          onChange={(event) => setDraft(event.target.value)}
        />
        <span className="flex gap-1.5">
          <Button type="submit">{t('lobby.say')}</Button>
          {endable && (
            <IconButton
              label={common('cancel')}
              icon={<X aria-hidden="true" className="size-4" />}
              onClick={() => write(null)}
            />
          )}
        </span>
      </form>
    );
  } else if (message !== null) {
    content = (
      <>
        <p className="min-w-0 text-13 text-normal [overflow-wrap:anywhere]">
          {t(waited ? 'lobby.read' : 'lobby.willRead', { message })}
        </p>
        <IconButton
          size="small"
          label={t('lobby.change')}
          icon={<Pencil aria-hidden="true" className="size-4" />}
          onClick={() => write(message)}
        />
        <IconButton
          size="small"
          label={t('lobby.unsay')}
          icon={<X aria-hidden="true" className="size-4" />}
          onClick={() => void say('')}
        />
      </>
    );
  } else {
    content = (
      <>
        <p className="min-w-0 text-13 text-muted">{t('lobby.nobody')}</p>
        <Button size="small" look="quiet" onClick={() => write('')}>
          {t('lobby.leave')}
        </Button>
      </>
    );
  }
  return (
    <div ref={row} className="flex min-h-(--size-control) items-center gap-1.5 px-2">
      {content}
    </div>
  );
}
