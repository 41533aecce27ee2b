import type { SharedFile } from '@converge/protocol/rest/files';
import type { Room } from '@converge/protocol/rest/rooms';
import { Suspense, useEffect, useState } from 'react';
import { fileMarks } from '../../data/file-marks.ts';
import { useFiles } from '../../data/files.ts';
import type { LiveRoom } from '../../data/live-room.ts';
import { uploadsOf } from '../../data/uploads.ts';
import { type HandedOut, useFileEvents } from '../../data/use-file-events.ts';
import { lazyPart } from '../../design/lazy-part.ts';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';
import type { RoomActor } from '../room/use-room-actor.ts';
import { DropZone } from './drop-zone.tsx';
import { openFolder } from './files-ui.ts';
import { mayFiles } from './may-files.ts';

const HandedOutDialog = lazyPart(() => import('./handed-out-dialog.tsx'));
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
  const { data } = useFiles(room.id);
  const [given, setGiven] = useState<HandedOut | null>(null);
  const [shown, setShown] = useState<SharedFile | null>(null);
  useFileEvents(live, (event) => event.by.id !== me && setGiven(event));
  const fresh = data?.files.filter(({ handedOut }) => handedOut && !handedOut.fetched).length ?? 0;
  useEffect(() => fileMarks(room.id).set(fresh), [room.id, fresh]);

  const may = mayFiles(actor, room);
  const take = (files: readonly File[]) => {
    const place = openFolder(room.id).get();
    const parentId = may.share && data?.folders.some(({ id }) => id === place) ? place : null;
    const named = files.map((file) =>
      nameOf(file, (when) => t('pasted', { when }), format.dateTime),
    );
    uploadsOf(room.id).add(named, { purpose: may.share ? 'share' : 'handIn', parentId });
    onShowFiles();
  };
  return (
    <>
      {(may.share || may.handIn) && (
        <DropZone
          label={may.share ? t('drop.share') : t('drop.handIn')}
          {...(may.share ? {} : { help: t('drop.handInHelp') })}
          // What one delivers is chosen, not pasted by mistake.
          takesPaste={may.share}
          onFiles={take}
        />
      )}
      <Suspense>
        {given && (
          <HandedOutDialog
            event={given}
            onLook={(file) => {
              setGiven(null);
              setShown(file);
            }}
            onClose={() => setGiven(null)}
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
  const name = `${words(when(file.lastModified).replaceAll(':', '.'))}.png`;
  return new File([file], name, { type: file.type, lastModified: file.lastModified });
}
