import type { RoomId } from '@converge/protocol/ids';
import type { SharedFile } from '@converge/protocol/rest/files';
import { useFetches } from '../../data/files.ts';
import { Avatar } from '../../design/avatar.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';
import { QueryFault } from '../faults/query-fault.tsx';

/** Who fetched what was handed out, and who didn't yet. */
export default function FetchesDialog({
  roomId,
  file,
  onClose,
}: {
  roomId: RoomId;
  file: SharedFile;
  onClose(): void;
}) {
  const t = useWords('files');
  const common = useWords('common');
  const format = useFormat();
  const query = useFetches(roomId, file.id);
  const { data } = query;
  return (
    <Dialog
      open
      width="narrow"
      onClose={onClose}
      title={t('fetches.title', { name: file.name })}
      closeLabel={common('close')}
    >
      {data ? (
        <>
          <h3 className="text-14">
            {data.fetched.length === 0
              ? t('fetches.none')
              : t('fetches.done', { count: data.fetched.length })}
          </h3>
          <ul className="flex flex-col">
            {data.fetched.map(({ person, at }) => (
              <Person
                key={person.id}
                id={person.id}
                name={person.name}
                note={format.relative(at)}
              />
            ))}
          </ul>
          {data.missing.length > 0 && (
            <>
              <h3 className="pt-4 text-14">{t('fetches.missing')}</h3>
              <ul className="flex flex-col">
                {data.missing.map(({ id, name }) => (
                  <Person key={id} id={id} name={name} />
                ))}
              </ul>
            </>
          )}
        </>
      ) : query.isError ? (
        <QueryFault error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Skeleton className="h-20" />
      )}
    </Dialog>
  );
}

function Person({ id, name, note }: { id: string; name: string; note?: string }) {
  return (
    <li className="flex min-h-12 items-center gap-3">
      <Avatar id={id} name={name} />
      <span className="min-w-0 grow truncate text-strong">{name}</span>
      {note && <span className="text-12 text-muted">{note}</span>}
    </li>
  );
}
