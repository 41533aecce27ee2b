import { limits } from '@converge/protocol/limits';
import { Pencil, X } from 'lucide-react';
import { type FormEvent, type ReactNode, useEffect, useReducer, useRef, useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { IconButton } from '../../../design/icon-button.tsx';
import { TextInput } from '../../../design/text-input.tsx';
import { toast } from '../../../design/toast.ts';
import { useWords } from '../../../i18n/words.ts';

/**
 * What is said to those who wait, or who will (SPEC LOBBY-10): one row, whether it
 * is read or written, so that nothing below it moves.
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

  let content: ReactNode;
  if (draft !== null || (message === null && waited)) {
    content = (
      <form
        className="flex grow gap-1.5"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void say(draft ?? '');
        }}
      >
        <TextInput
          aria-label={t('lobby.message')}
          placeholder={t('lobby.message')}
          maxLength={limits.lobbyMessage.max}
          value={draft ?? ''}
          onChange={(event) => setDraft(event.target.value)}
        />
        <Button type="submit">{t('lobby.say')}</Button>
        {(message !== null || !waited) && (
          <IconButton
            label={common('cancel')}
            icon={<X aria-hidden="true" className="size-4" />}
            onClick={() => write(null)}
          />
        )}
      </form>
    );
  } else if (message !== null) {
    content = (
      <>
        <p className="min-w-0 grow text-13 text-normal [overflow-wrap:anywhere]">
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
        <p className="min-w-0 grow text-13 text-muted">{t('lobby.nobody')}</p>
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
