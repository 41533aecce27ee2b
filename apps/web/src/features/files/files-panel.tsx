import { isAmong, type SourceFile } from '@converge/client/files/uploads';
import { archivePath, handInsPath } from '@converge/client/rest/files';
import type { ClientUploadId, FileId } from '@converge/protocol/ids';
import type { FilesAnswer, Folder, UploadPurpose } from '@converge/protocol/rest/files';
import type { Room } from '@converge/protocol/rest/rooms';
import {
  ChevronRight,
  FileArchive,
  Files as FilesIcon,
  FolderPlus,
  GraduationCap,
  Plus,
} from 'lucide-react';
import { Suspense, useEffect, useState } from 'react';
import { useFileActions, useFiles } from '../../data/files.ts';
import { uploadsOf } from '../../data/uploads.ts';
import { useValue } from '../../data/use-value.ts';
import { Button } from '../../design/button.tsx';
import { IconButton } from '../../design/icon-button.tsx';
import { IconLink } from '../../design/icon-link.tsx';
import { lazyPart } from '../../design/lazy-part.ts';
import { Skeleton } from '../../design/skeleton.tsx';
import { EmptyState } from '../../design/states.tsx';
import { toast } from '../../design/toast.ts';
import { useFormat } from '../../i18n/format.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { QueryFault } from '../faults/query-fault.tsx';
import { useFaultToast } from '../faults/use-fault-toast.ts';
import type { RoomActor } from '../room/use-room-actor.ts';
import { FolderRow, HandInRow, SharedRow } from './file-rows.tsx';
import { openFolder } from './files-ui.ts';
import { mayFiles } from './may-files.ts';
import { levelOf } from './tree.ts';
import { OthersList, UnfinishedList, UploadList } from './upload-list.tsx';
import { useEntries, type Window } from './use-entries.tsx';
import { useFilePicker } from './use-file-picker.tsx';

const PreviewDialog = lazyPart(() => import('./preview-dialog.tsx'));
const FetchesDialog = lazyPart(() => import('./fetches-dialog.tsx'));
const NameDialog = lazyPart(() => import('./name-dialog.tsx'));
const MoveDialog = lazyPart(() => import('./move-dialog.tsx'));

/** The files of a room: what is shared, what is handed in, what is on its way. */
export default function FilesPanel({
  room,
  actor,
  me,
}: {
  room: Room;
  actor: RoomActor;
  /** Oneself; null until the server has said who one is. */
  me: string | null;
}) {
  const t = useWords('files');
  const query = useFiles(room.id);
  return (
    <section
      aria-label={t('title')}
      className="mx-auto flex min-h-0 w-full max-w-4xl min-w-0 grow flex-col"
    >
      {query.data ? (
        <Listed room={room} actor={actor} me={me} answer={query.data} />
      ) : query.isError ? (
        <div className="p-4">
          <QueryFault error={query.error} onRetry={() => void query.refetch()} />
        </div>
      ) : (
        <Loading label={t('loading')} />
      )}
    </section>
  );
}

function Listed({
  room,
  actor,
  me,
  answer,
}: {
  room: Room;
  actor: RoomActor;
  me: string | null;
  answer: FilesAnswer;
}) {
  const t = useWords('files');
  const format = useFormat();
  const language = useLanguage();
  const showFault = useFaultToast();
  const may = mayFiles(actor, room);
  const actions = useFileActions(room.id);
  const uploads = uploadsOf(room.id);
  const items = useValue(uploads.items);
  const place = useValue(openFolder(room.id));
  const [window, setWindow] = useState<Window | null>(null);
  const picker = useFilePicker();
  const level = levelOf(answer, place, format.compare);
  const here = level.path.at(-1)?.id ?? null;
  const go = (id: FileId | null) => openFolder(room.id).set(id);
  const entriesFor = useEntries({ room, may, me, setWindow, actions });
  useReceipts(answer, items, uploads.cancel);

  const listed = new Set([...answer.files, ...answer.handIns].map(({ id }) => id));
  const underWay = items.filter(
    ({ state, fileId }) => state.kind !== 'done' || !fileId || !listed.has(fileId),
  );
  const unfinished = answer.unfinished.filter((one) => !isAmong(one, items));
  const choose = (purpose: UploadPurpose, parentId: FileId | null = here) =>
    picker.pick((files: readonly SourceFile[]) => uploads.add(files, { purpose, parentId }));
  const empty = level.folders.length + level.files.length === 0;
  const quiet = empty && underWay.length + unfinished.length + answer.ofOthers.length === 0;
  const close = () => setWindow(null);
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 px-4 pt-3 pb-2">
        {may.share && (
          <Button
            look="primary"
            icon={<Plus aria-hidden="true" className="size-4" />}
            onClick={() => choose('share')}
          >
            {t('add')}
          </Button>
        )}
        {may.handIn && (
          <Button
            look={may.share ? 'secondary' : 'primary'}
            icon={<GraduationCap aria-hidden="true" className="size-4" />}
            onClick={() => choose('handIn', null)}
          >
            {t('handIn')}
          </Button>
        )}
        <span className="grow" />
        {may.share && (
          <IconButton
            label={t('newFolder')}
            icon={<FolderPlus aria-hidden="true" className="size-5" />}
            onClick={() => setWindow({ kind: 'newFolder', parentId: here })}
          />
        )}
        {!empty && (
          <IconLink
            href={archivePath(room.id, here)}
            label={here ? t('downloadFolder') : t('downloadAll')}
            icon={<FileArchive aria-hidden="true" className="size-5" />}
          />
        )}
        {picker.input}
      </div>
      <div className="flex min-h-0 grow flex-col gap-4 overflow-y-auto px-2 pb-4">
        <UploadList items={underWay} uploads={uploads} />
        <UnfinishedList
          unfinished={unfinished}
          onChoose={({ purpose, parentId }) => choose(purpose, parentId)}
          onForget={(id) => void actions.giveUp(id).catch(showFault)}
        />
        <OthersList
          uploads={answer.ofOthers}
          onStop={(id) => void actions.giveUp(id).catch(showFault)}
        />
        {level.path.length > 0 && <Path path={level.path} onGo={go} />}
        {empty ? (
          (quiet || here) && (
            <EmptyState
              className="mx-2"
              picture={<FilesIcon aria-hidden="true" className="size-8" />}
              title={here ? t('empty.folder') : t('empty.title')}
              {...(here ? {} : { help: may.share ? t('empty.add') : t('empty.read') })}
            />
          )
        ) : (
          <ul aria-label={t('list')} className="flex flex-col gap-0.5">
            {level.folders.map((folder) => (
              <FolderRow
                key={folder.id}
                folder={folder}
                entries={entriesFor.folder(folder)}
                onOpen={() => go(folder.id)}
              />
            ))}
            {level.files.map((file) => (
              <SharedRow
                key={file.id}
                roomId={room.id}
                file={file}
                entries={entriesFor.file(file)}
                onOpen={() => setWindow({ kind: 'preview', file })}
              />
            ))}
          </ul>
        )}
        {(may.handIn || answer.handIns.length > 0) && here === null && (
          <section aria-label={may.receive ? t('handIns.all') : t('handIns.mine')}>
            <div className="flex items-center justify-between gap-2 pr-2 pl-3">
              <div>
                <h2 className="text-14">{may.receive ? t('handIns.all') : t('handIns.mine')}</h2>
                <p className="pb-1 text-12 text-muted">
                  {may.receive ? t('handIns.leads') : t('handIns.help')}
                </p>
              </div>
              {may.receive && answer.handIns.length > 0 && (
                <IconLink
                  href={handInsPath(room.id, language)}
                  label={t('handIns.download')}
                  icon={<FileArchive aria-hidden="true" className="size-5" />}
                />
              )}
            </div>
            {answer.handIns.length === 0 ? (
              <p className="px-3 text-13 text-muted">{t('handIns.none')}</p>
            ) : (
              <ul className="flex flex-col gap-0.5">
                {answer.handIns
                  .toSorted(
                    (a, b) =>
                      format.compare(a.author.name, b.author.name) || b.createdAt - a.createdAt,
                  )
                  .map((file) => (
                    <HandInRow
                      key={file.id}
                      roomId={room.id}
                      file={file}
                      entries={entriesFor.handIn(file)}
                      onOpen={() => setWindow({ kind: 'preview', file })}
                    />
                  ))}
              </ul>
            )}
          </section>
        )}
      </div>
      {(may.share || may.handIn) && (
        <p className="border-t border-line px-4 py-2 text-12 text-muted tabular">
          {t('quota', {
            used: format.bytes(answer.quota.used),
            max: format.bytes(answer.quota.max),
          })}
        </p>
      )}
      <Suspense>
        {window?.kind === 'preview' && (
          <PreviewDialog roomId={room.id} file={window.file} onClose={close} />
        )}
        {window?.kind === 'fetches' && (
          <FetchesDialog roomId={room.id} file={window.file} onClose={close} />
        )}
        {window?.kind === 'newFolder' && (
          <NameDialog
            kind="folder"
            onClose={close}
            onName={(name) => actions.createFolder(name, window.parentId)}
          />
        )}
        {window?.kind === 'rename' && (
          <NameDialog
            kind="rename"
            name={window.of.name}
            onClose={close}
            onName={(name) => actions.update(window.of.id, { name })}
          />
        )}
        {window?.kind === 'move' && (
          <MoveDialog
            of={window.of}
            folders={answer.folders}
            onClose={close}
            onMove={(parentId) => actions.update(window.of.id, { parentId })}
          />
        )}
      </Suspense>
    </>
  );
}

/** Says so when something was handed in, with its receipt; what is done leaves the list of uploads. */
function useReceipts(
  answer: FilesAnswer,
  items: ReturnType<ReturnType<typeof uploadsOf>['items']['get']>,
  takeOff: (key: ClientUploadId) => void,
): void {
  const t = useWords('files');
  useEffect(() => {
    for (const { key, state, fileId, purpose } of items) {
      if (state.kind !== 'done') continue;
      const listed = (purpose === 'handIn' ? answer.handIns : answer.files).find(
        ({ id }) => id === fileId,
      );
      if (!listed) continue;
      takeOff(key);
      if (!('receipt' in listed)) continue;
      const { name, receipt } = listed;
      toast({
        title: t('receipt.done', { name }),
        help: t('receipt.help', { receipt }),
        tone: 'success',
      });
    }
  }, [answer, items, takeOff, t]);
}

function Path({ path, onGo }: { path: readonly Folder[]; onGo(id: FileId | null): void }) {
  const t = useWords('files');
  const link = 'min-h-(--size-control-small) rounded-control px-1 hover:underline';
  return (
    <nav aria-label={t('path')} className="px-2 text-13 text-muted">
      <ol className="flex flex-wrap items-center">
        <li>
          <button type="button" className={link} onClick={() => onGo(null)}>
            {t('top')}
          </button>
        </li>
        {path.map((folder, at) => (
          <li key={folder.id} className="flex min-w-0 items-center">
            <ChevronRight aria-hidden="true" className="size-4" />
            {at === path.length - 1 ? (
              <span aria-current="page" className="truncate px-1 font-semibold text-strong">
                {folder.name}
              </span>
            ) : (
              <button type="button" className={`${link} truncate`} onClick={() => onGo(folder.id)}>
                {folder.name}
              </button>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Loading({ label }: { label: string }) {
  return (
    <div aria-busy="true" className="flex flex-col gap-3 p-4">
      <p role="status" className="sr-only">
        {label}
      </p>
      <Skeleton className="h-10 w-36" />
      <Skeleton className="h-12" />
      <Skeleton className="h-12" />
      <Skeleton className="h-12" />
    </div>
  );
}
