import { downloadPath } from '@converge/client/rest/files';
import type { RoomId } from '@converge/protocol/ids';
import type { Folder, HandIn, SharedFile } from '@converge/protocol/rest/files';
import { Download, EllipsisVertical, Folder as FolderIcon, ShieldAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge } from '../../design/badge.tsx';
import { IconButton } from '../../design/icon-button.tsx';
import { IconLink } from '../../design/icon-link.tsx';
import { Menu, type MenuEntry } from '../../design/menu.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';
import { FileIcon } from './file-icon.tsx';
import { nameClass, Row } from './row.tsx';

/** A file that is shared with the room. */
export function SharedRow({
  roomId,
  file,
  entries,
  onOpen,
}: {
  roomId: RoomId;
  file: SharedFile;
  entries: readonly MenuEntry[];
  onOpen(): void;
}) {
  const t = useWords('files');
  const { handedOut } = file;
  return (
    <FileRow
      roomId={roomId}
      file={file}
      entries={entries}
      onOpen={onOpen}
      marks={
        handedOut &&
        (!handedOut.fetched ? (
          <Badge tone="accent">{t('new')}</Badge>
        ) : (
          <Badge>
            {t('handedOut')}
            {handedOut.count !== null && ` · ${t('fetched', { count: handedOut.count })}`}
          </Badge>
        ))
      }
    />
  );
}

/** A file that somebody handed in, with its receipt. */
export function HandInRow(props: {
  roomId: RoomId;
  file: HandIn;
  entries: readonly MenuEntry[];
  onOpen(): void;
}) {
  const t = useWords('files');
  return (
    <FileRow
      {...props}
      marks={<span className="tabular">{t('receipt', { receipt: props.file.receipt })}</span>}
    />
  );
}

function FileRow({
  roomId,
  file,
  entries,
  marks,
  onOpen,
}: {
  roomId: RoomId;
  file: SharedFile | HandIn;
  entries: readonly MenuEntry[];
  marks: ReactNode;
  onOpen(): void;
}) {
  const t = useWords('files');
  const format = useFormat();
  const { name, check, view } = file;
  const ready = check.kind === 'ready';
  const href = downloadPath(roomId, file.id);
  return (
    <Row
      icon={
        check.kind === 'infected' ? (
          <ShieldAlert aria-hidden="true" className="size-5 shrink-0 text-danger-text" />
        ) : (
          <FileIcon view={view} />
        )
      }
      name={
        !ready ? (
          <span className="block truncate text-14 text-muted" title={name}>
            {name}
          </span>
        ) : view === 'none' ? (
          <a href={href} download title={name} className={nameClass}>
            {name}
          </a>
        ) : (
          <button type="button" title={name} className={nameClass} onClick={onOpen}>
            {name}
          </button>
        )
      }
      meta={
        <>
          {marks}
          {check.kind === 'infected' && (
            <span className="text-danger-text">{t('infected', { finding: check.finding })}</span>
          )}
          {check.kind === 'pending' && <span>{t('checking')}</span>}
          <span>
            {format.bytes(file.size)}
            {' · '}
            {t('by', { name: file.author.name, when: format.relative(file.createdAt) })}
          </span>
        </>
      }
    >
      {ready && (
        <IconLink
          href={href}
          label={t('downloadFile', { name })}
          icon={<Download aria-hidden="true" className="size-5" />}
        />
      )}
      <More name={name} entries={entries} />
    </Row>
  );
}

/** A folder one can go into. */
export function FolderRow({
  folder,
  entries,
  onOpen,
}: {
  folder: Folder;
  entries: readonly MenuEntry[];
  onOpen(): void;
}) {
  const t = useWords('files');
  const format = useFormat();
  const { name, author, createdAt } = folder;
  return (
    <Row
      icon={<FolderIcon aria-hidden="true" className="size-5 shrink-0 text-accent-text" />}
      name={
        <button
          type="button"
          aria-label={t('openFolder', { name })}
          title={name}
          className={nameClass}
          onClick={onOpen}
        >
          {name}
        </button>
      }
      meta={
        <span className="truncate">
          {t('by', { name: author.name, when: format.relative(createdAt) })}
        </span>
      }
    >
      <More name={name} entries={entries} />
    </Row>
  );
}

function More({ name, entries }: { name: string; entries: readonly MenuEntry[] }) {
  const t = useWords('files');
  if (entries.length === 0) return null;
  return (
    <Menu
      label={t('more', { name })}
      entries={entries}
      trigger={(trigger) => (
        <IconButton
          {...trigger}
          label={t('more', { name })}
          icon={<EllipsisVertical aria-hidden="true" className="size-5" />}
        />
      )}
    />
  );
}
