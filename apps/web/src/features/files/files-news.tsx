import { limits } from '@converge/protocol/limits';
import type { SharedFile } from '@converge/protocol/rest/files';
import type { Room } from '@converge/protocol/rest/rooms';
import { Suspense, useEffect, useState } from 'react';
import { fileMarks } from '../../data/file-marks.ts';
import { useFileActions, useFiles } from '../../data/files.ts';
import type { LiveRoom } from '../../data/live-room.ts';
import { uploadsOf } from '../../data/uploads.ts';
import { type HandedOut, useFileEvents } from '../../data/use-file-events.ts';
import { lazyPart } from '../../design/lazy-part.ts';
import { toast } from '../../design/toast.ts';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';
import { useFaultToast } from '../faults/use-fault-toast.ts';
import type { RoomActor } from '../room/use-room-actor.ts';
import { DropZone } from './drop-zone.tsx';
import { takeDropped } from './dropped.ts';
import { openFolder } from './files-ui.ts';
import { giveDropped } from './give-dropped.ts';
import { mayFiles } from './may-files.ts';

const HandedOutCard = lazyPart(() => import('./handed-out-card.tsx'));
const PreviewDialog = lazyPart(() => import('./preview-dialog.tsx'));

/** What files do to a room beside their list: what is handed out, dropped, pasted, and new. */
export default function FilesNews({
  live,
  room,
  actor,
  me,
  onShowFiles,
}: {
  live: LiveRoom;
  room: Room;
  actor: RoomActor;
  me: string | null;
  onShowFiles(): void;
}) {
  const t = useWords('files');
  const format = useFormat();
  const { data: answer } = useFiles(room.id);
  const { createFolder } = useFileActions(room.id);
  const showFault = useFaultToast();
  const [given, setGiven] = useState<readonly HandedOut[]>([]);
  const [shown, setShown] = useState<SharedFile | null>(null);
  const take = (id: HandedOut['file']['id']) =>
    setGiven((all) => all.filter(({ file }) => file.id !== id));
  useFileEvents(live, (event) => {
    if (event.by.id === me) return;
    setGiven((all) => [...all.filter(({ file }) => file.id !== event.file.id), event]);
  });
  const fresh =
    answer?.files.filter(({ handedOut }) => handedOut && !handedOut.fetched).length ?? 0;
  useEffect(() => fileMarks(room.id).set(fresh), [room.id, fresh]);

  const may = mayFiles(actor, room);
  const name = (file: File) => nameOf(file, (when) => t('pasted', { when }), format.dateTime);
  const takeIn = async (data: DataTransfer) => {
    const max = limits.openUploads;
    const dropped = await takeDropped(data, max);
    if (!dropped) {
      toast({ title: t('drop.tooMany'), help: t('drop.tooMany.help', { max }), tone: 'danger' });
      return;
    }
    if (dropped.files.length + dropped.folders.length === 0) return;
    onShowFiles();
    const uploads = uploadsOf(room.id);
    if (!may.share) {
      // What is delivered lies in no folders; its name says where it came from.
      const named = dropped.files.map(({ path, file }) => renamed(name(file), path));
      uploads.add(named, { purpose: 'handIn', parentId: null });
      return;
    }
    const place = openFolder(room.id).get();
    const top = answer?.folders.some(({ id }) => id === place) ? place : null;
    await giveDropped(dropped, top, {
      makeFolder: async (folder, parent) => (await createFolder(folder, parent)).folder.id,
      add: (files, parentId) => uploads.add(files.map(name), { purpose: 'share', parentId }),
    });
  };
  const [first] = given;
  const title = first
    ? given.length === 1
      ? t('given.title', { name: first.by.name })
      : t('given.several', { count: given.length })
    : '';
  return (
    <>
      {/* There before anything is said, or it isn't read out. */}
      <p role="status" className="sr-only">
        {first && `${title}: ${given.map(({ file }) => file.name).join(', ')}`}
      </p>
      {(may.share || may.handIn) && (
        <DropZone
          label={may.share ? t('drop.share') : t('drop.handIn')}
          {...(may.share ? {} : { help: t('drop.handInHelp') })}
          // What one delivers is chosen, not pasted by mistake.
          takesPaste={may.share}
          onDrop={(data) => void takeIn(data).catch(showFault)}
        />
      )}
      <Suspense>
        {given.length > 0 && !shown && (
          <HandedOutCard
            given={given}
            title={title}
            onLook={(file) => {
              take(file.id);
              setShown(file);
            }}
            onTake={({ file }) => take(file.id)}
            onClose={() => setGiven([])}
          />
        )}
        {shown && <PreviewDialog roomId={room.id} file={shown} onClose={() => setShown(null)} />}
      </Suspense>
    </>
  );
}

/** Browsers call every pasted picture the same. */
function nameOf(file: File, words: (when: string) => string, when: (at: number) => string): File {
  if (file.name !== 'image.png') return file;
  return called(file, `${words(when(file.lastModified).replaceAll(':', '.'))}.png`);
}

const renamed = (file: File, path: readonly string[]): File =>
  path.length === 0 ? file : called(file, [...path, file.name].join(' - '));

const called = (file: File, name: string): File =>
  new File([file], name, { type: file.type, lastModified: file.lastModified });
