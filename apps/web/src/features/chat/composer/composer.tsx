import { limits } from '@converge/protocol/limits';
import { SendHorizontal, Smile } from 'lucide-react';
import {
  type KeyboardEvent,
  type Ref,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { IconButton } from '../../../design/icon-button.tsx';
import { Popover } from '../../../design/popover.tsx';
import { useFormat } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/words.ts';
import { keepDraft, readDraft } from './drafts.ts';
import { EmojiPicker } from './emoji-picker.tsx';

/** From here on the number of letters left is shown. */
const nearlyFull = limits.message.max * 0.9;

export interface ComposerHandle {
  focus(): void;
}

/** Where one writes. What was begun is kept for this room, through reloads too. */
export function Composer({
  roomId,
  question = false,
  onSend,
  ref,
}: {
  roomId: string;
  /** What is written goes to who leads first. */
  question?: boolean;
  /** Rejects, having said why, where it wasn't taken: then the text stands here again. */
  onSend(text: string): Promise<void>;
  ref?: Ref<ComposerHandle>;
}) {
  const t = useWords('chat');
  const format = useFormat();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => readDraft(roomId));
  useImperativeHandle(ref, () => ({ focus: () => field.current?.focus() }), []);

  const written = useRef(text);
  const show = (next: string) => {
    written.current = next;
    setText(next);
  };
  const write = (next: string) => {
    show(next);
    keepDraft(roomId, next);
  };
  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    // As high as its text; the style sheet says how high at most.
    area.style.height = 'auto';
    area.style.height = text === '' ? '' : `${area.scrollHeight + 2}px`;
  }, [text]);

  const left = limits.message.max - text.length;
  const sendable = text.trim() !== '' && left >= 0;
  const send = () => {
    if (!sendable) return;
    field.current?.focus();
    void deliver(text);
  };
  /** Until it is taken, what was sent stays the draft: a reload or a refusal loses nothing. */
  const deliver = async (sent: string) => {
    show('');
    try {
      await onSend(sent);
      keepDraft(roomId, written.current);
    } catch {
      // `onSend` has said why. What was typed meanwhile follows it.
      write(written.current === '' ? sent : `${sent}\n${written.current}`);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    // A finger has no Shift: there Enter breaks the line, and the button sends.
    if (matchMedia('(pointer: coarse)').matches) return;
    event.preventDefault();
    send();
  };
  const insert = (emoji: string) => {
    const area = field.current;
    if (!area) return;
    const { selectionStart: start, selectionEnd: end } = area;
    write(text.slice(0, start) + emoji + text.slice(end));
    requestAnimationFrame(() => {
      area.focus();
      area.setSelectionRange(start + emoji.length, start + emoji.length);
    });
  };

  return (
    <div className="border-t border-line px-3 py-2 pb-[max(0.5rem,env(safe-area-inset-bottom))]">
      <div className="mx-auto flex max-w-5xl items-end gap-1 rounded-card border border-line-control bg-surface-1 p-1 focus-within:outline-2 focus-within:outline-focus">
        <Popover
          label={t('emoji.label')}
          align="start"
          trigger={(props) => (
            <IconButton
              {...props}
              label={t('emoji.label')}
              icon={<Smile aria-hidden="true" className="size-5" />}
            />
          )}
        >
          {(close) => (
            <EmojiPicker
              onPick={(emoji) => {
                insert(emoji);
                close();
              }}
            />
          )}
        </Popover>
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          value={text}
          aria-label={t(question ? 'questions.write' : 'write')}
          placeholder={t(question ? 'questions.write' : 'write')}
          aria-describedby={left < limits.message.max - nearlyFull ? 'composer-left' : undefined}
          className="max-h-[40dvh] min-h-(--size-control) grow resize-none bg-transparent px-1 py-[calc((var(--size-control)-1.5em)/2)] text-14 text-strong outline-none"
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <IconButton
          label={t('send')}
          keys="enter"
          disabled={!sendable}
          className={
            sendable ? 'bg-accent text-on-accent hover:bg-accent-hover hover:text-on-accent' : ''
          }
          icon={<SendHorizontal aria-hidden="true" className="size-5" />}
          onClick={send}
        />
      </div>
      {text.length > nearlyFull && (
        <p
          id="composer-left"
          role="status"
          className={left < 0 ? 'pt-1 text-12 text-danger-text' : 'pt-1 text-12 text-muted'}
        >
          {left < 0
            ? t('tooLong', { count: -left, over: format.number(-left) })
            : t('left', { count: left })}
        </p>
      )}
    </div>
  );
}
