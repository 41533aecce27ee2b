import type { ErrorCode } from '@converge/protocol/errors';
import { CircleAlert, Clock } from 'lucide-react';
import { memo } from 'react';
import { Avatar } from '../../../design/avatar.tsx';
import { Button } from '../../../design/button.tsx';
import { cx } from '../../../design/cx.ts';
import { useErrorWords } from '../../../i18n/errors.ts';
import { useFormat } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/words.ts';
import { type MayWrite, mayHelp } from '../may-write.ts';
import type { ChatMessage } from '../rows/messages.ts';
import { MessageText } from '../text/message-text.tsx';
import { emojiAlone } from '../text/parse.ts';

/** So many alone are shown large, and without a bubble. */
const largeEmoji = 3;

export interface MessageActions {
  retry(message: ChatMessage): void;
  discard(message: ChatMessage): void;
}

/** One message: bubbles of one person in one go hang together. */
export const MessageItem = memo(function MessageItem({
  message,
  first,
  last,
  mayWrite,
  actions,
}: {
  message: ChatMessage;
  /** Of what hangs together. */
  first: boolean;
  last: boolean;
  mayWrite: MayWrite;
  actions: MessageActions;
}) {
  const t = useWords('chat');
  const format = useFormat();
  const { mine, state } = message;
  const emoji = emojiAlone(message.text);
  const isBare = emoji > 0 && emoji <= largeEmoji;
  return (
    <article
      className={cx(
        'mx-auto flex w-full max-w-5xl gap-2 px-4',
        mine ? 'flex-row-reverse' : 'flex-row',
        first ? 'pt-2' : 'pt-0.5',
        last ? 'pb-1' : 'pb-0',
      )}
    >
      {!mine && (
        <span className="w-8 shrink-0">
          {first && <Avatar id={message.authorId} name={message.author} picture={message.avatar} />}
        </span>
      )}
      <div
        className={cx(
          'flex max-w-[min(42rem,85%)] min-w-0 flex-col gap-0.5',
          mine ? 'items-end' : 'items-start',
        )}
      >
        <header
          className={cx(
            'flex max-w-full items-baseline gap-2 px-1 text-12 text-muted',
            !first && 'sr-only',
          )}
        >
          <span className={cx('truncate font-semibold text-normal', mine && 'sr-only')}>
            {mine ? t('you') : message.author}
          </span>
          <time dateTime={new Date(message.at).toISOString()} className="shrink-0 tabular">
            {format.time(message.at)}
          </time>
        </header>
        <div
          title={format.dateTime(message.at)}
          className={cx(
            'max-w-full rounded-tile text-14 text-strong',
            isBare ? 'px-1' : 'px-3 py-1.5',
            !isBare && (mine ? 'bg-accent-soft' : 'border border-line bg-surface-1'),
            mine && !first && 'rounded-tr-control',
            mine && !last && 'rounded-br-control',
            !mine && !first && 'rounded-tl-control',
            !mine && !last && 'rounded-bl-control',
            state === 'failed' && 'border border-danger',
          )}
        >
          {isBare ? (
            <p className="text-32 leading-tight">{message.text}</p>
          ) : (
            <MessageText text={message.text} />
          )}
        </div>
        {state === 'failed' && <Failed {...{ message, mayWrite, actions }} code={message.code} />}
      </div>
      {state === 'sending' && <Sending />}
    </article>
  );
});

/**
 * Beside the bubble, since below it every message would be a line higher for the
 * moment until it is stored, and only where that moment has become a long one. The
 * words take what the bubble leaves; where they don't fit they wrap out of sight.
 */
function Sending() {
  const t = useWords('chat');
  return (
    <span
      title={t('sending')}
      className="mb-2 flex h-4 min-w-4 flex-1 animate-late flex-row-reverse flex-wrap content-start items-center gap-x-1 self-end overflow-hidden text-12 leading-4 text-muted"
    >
      <Clock aria-hidden="true" className="size-4" />
      <span>{t('sending')}</span>
    </span>
  );
}

/** Why it wasn't taken, and the ways on. */
function Failed({
  message,
  code,
  mayWrite,
  actions,
}: {
  message: ChatMessage;
  code: ErrorCode;
  mayWrite: MayWrite;
  actions: MessageActions;
}) {
  const t = useWords('chat');
  const { title, help } = useErrorWords()(code);
  return (
    <div className="flex flex-wrap items-center justify-end gap-x-2 gap-y-1 px-1 text-12">
      <p className="flex items-center gap-1 font-semibold text-danger-text">
        <CircleAlert aria-hidden="true" className="size-3.5" />
        {t('failed')}
      </p>
      <p className="basis-full text-right text-muted">{t('failed.why', { title, help })}</p>
      {mayHelp(code, mayWrite) && (
        <Button size="small" onClick={() => actions.retry(message)}>
          {t('retry')}
        </Button>
      )}
      <Button size="small" look="quiet" onClick={() => actions.discard(message)}>
        {t('discard')}
      </Button>
    </div>
  );
}
