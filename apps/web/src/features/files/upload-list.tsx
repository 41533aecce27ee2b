import type { UploadItem, Uploads } from '@converge/client/files/uploads';
import type { FileId } from '@converge/protocol/ids';
import type { OthersUpload, UnfinishedUpload } from '@converge/protocol/rest/files';
import { CircleCheck, Pause, Play, RotateCw, Upload, X } from 'lucide-react';
import { IconButton } from '../../design/icon-button.tsx';
import { useErrorWords } from '../../i18n/errors.ts';
import { type Format, useFormat } from '../../i18n/format.ts';
import { type Translate, useWords } from '../../i18n/words.ts';
import { Row } from './row.tsx';

/** What is on its way into the room, with how far it is. */
export function UploadList({ items, uploads }: { items: readonly UploadItem[]; uploads: Uploads }) {
  const t = useWords('files');
  if (items.length === 0) return null;
  return (
    <ul aria-label={t('uploads')} className="flex flex-col gap-0.5">
      {items.map((item) => (
        <UploadRow key={item.key} item={item} uploads={uploads} />
      ))}
    </ul>
  );
}

function UploadRow({ item, uploads }: { item: UploadItem; uploads: Uploads }) {
  const t = useWords('files');
  const format = useFormat();
  const errors = useErrorWords();
  const { key, name, state, size, sent } = item;
  const failed = state.kind === 'failed' ? errors(state.failure.code) : null;
  const done = state.kind === 'done';
  return (
    <Row
      icon={
        done ? (
          <CircleCheck aria-hidden="true" className="size-5 shrink-0 text-speaking-text" />
        ) : (
          <Upload aria-hidden="true" className="size-5 shrink-0 text-muted" />
        )
      }
      name={
        <span className="block truncate text-14 text-strong" title={name}>
          {name}
        </span>
      }
      meta={
        failed ? (
          <span className="text-danger-text">
            {failed.title}. {failed.help}
          </span>
        ) : (
          <>
            <span className="tabular">{wordsOf(t, format, item)}</span>
            {!done && (
              <progress
                aria-label={t('upload.progress', { name })}
                max={Math.max(size, 1)}
                value={sent}
                className="h-1.5 w-full accent-accent"
              />
            )}
          </>
        )
      }
    >
      {(state.kind === 'sending' || state.kind === 'waiting' || state.kind === 'stalled') && (
        <IconButton
          label={t('upload.pause', { name })}
          icon={<Pause aria-hidden="true" className="size-5" />}
          onClick={() => uploads.pause(key)}
        />
      )}
      {state.kind === 'paused' && (
        <IconButton
          label={t('upload.resume', { name })}
          icon={<Play aria-hidden="true" className="size-5" />}
          onClick={() => uploads.resume(key)}
        />
      )}
      {state.kind === 'failed' && (
        <IconButton
          label={t('upload.retry', { name })}
          icon={<RotateCw aria-hidden="true" className="size-5" />}
          onClick={() => uploads.resume(key)}
        />
      )}
      <IconButton
        label={done ? t('upload.remove', { name }) : t('upload.cancel', { name })}
        icon={<X aria-hidden="true" className="size-5" />}
        onClick={() => uploads.cancel(key)}
      />
    </Row>
  );
}

function wordsOf(t: Translate<'files'>, format: Format, { state, sent, size }: UploadItem): string {
  const amounts = { sent: format.bytes(sent), size: format.bytes(size) };
  switch (state.kind) {
    case 'waiting':
    case 'stalled':
    case 'done':
      return t(`upload.${state.kind}`);
    case 'failed':
      return '';
    case 'sending':
    case 'paused':
      return t(`upload.${state.kind}`, amounts);
    default:
      return state satisfies never;
  }
}

/** Uploads that a reload or another day interrupted. */
export function UnfinishedList({
  unfinished,
  onChoose,
  onForget,
}: {
  unfinished: readonly UnfinishedUpload[];
  /** Lets one choose the file again. */
  onChoose(upload: UnfinishedUpload): void;
  onForget(id: FileId): void;
}) {
  const t = useWords('files');
  const format = useFormat();
  if (unfinished.length === 0) return null;
  return (
    <ul aria-label={t('unfinished.title')} className="flex flex-col gap-0.5">
      {unfinished.map((one) => (
        <Row
          key={one.id}
          icon={<RotateCw aria-hidden="true" className="size-5 shrink-0 text-warning-text" />}
          name={
            <span className="block truncate text-14 text-strong" title={one.name}>
              {one.name}
            </span>
          }
          meta={
            <>
              <span>
                {t('unfinished.help', {
                  received: format.bytes(one.received),
                  size: format.bytes(one.size),
                })}
              </span>
              <button
                type="button"
                className="min-h-(--size-control-small) font-semibold text-accent-text hover:underline"
                onClick={() => onChoose(one)}
              >
                {t('unfinished.choose')}
              </button>
            </>
          }
        >
          <IconButton
            label={t('unfinished.forget', { name: one.name })}
            icon={<X aria-hidden="true" className="size-5" />}
            onClick={() => onForget(one.id)}
          />
        </Row>
      ))}
    </ul>
  );
}

/** What others have on its way into a room that one leads; it takes their place already. */
export function OthersList({
  uploads,
  onStop,
}: {
  uploads: readonly OthersUpload[];
  onStop(id: FileId): void;
}) {
  const t = useWords('files');
  const format = useFormat();
  if (uploads.length === 0) return null;
  return (
    <section aria-label={t('others.title')}>
      <h2 className="px-3 text-14">{t('others.title')}</h2>
      <ul className="flex flex-col gap-0.5">
        {uploads.map(({ id, name, author, size }) => (
          <Row
            key={id}
            icon={<Upload aria-hidden="true" className="size-5 shrink-0 text-muted" />}
            name={
              <span className="block truncate text-14 text-strong" title={name}>
                {name}
              </span>
            }
            meta={
              <span className="tabular">
                {t('others.by', { name: author.name, size: format.bytes(size) })}
              </span>
            }
          >
            <IconButton
              label={t('others.stop', { name })}
              icon={<X aria-hidden="true" className="size-5" />}
              onClick={() => onStop(id)}
            />
          </Row>
        ))}
      </ul>
    </section>
  );
}
