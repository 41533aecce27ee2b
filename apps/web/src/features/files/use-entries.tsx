import type { FileId } from '@converge/protocol/ids';
import type { Folder, HandIn, SharedFile } from '@converge/protocol/rest/files';
import type { Room } from '@converge/protocol/rest/rooms';
import { FolderInput, Pencil, Send, Trash2, UserCheck } from 'lucide-react';
import type { useFileActions } from '../../data/files.ts';
import type { MenuEntry } from '../../design/menu.tsx';
import { toast } from '../../design/toast.ts';
import { useWords } from '../../i18n/words.ts';
import { useFaultToast } from '../faults/use-fault-toast.ts';
import type { MayFiles } from './may-files.ts';

type Named = { readonly id: FileId; readonly name: string; readonly parentId: FileId | null };

/** What is open over the list. */
export type Window =
  | { readonly kind: 'preview'; readonly file: SharedFile | HandIn }
  | { readonly kind: 'fetches'; readonly file: SharedFile }
  | { readonly kind: 'newFolder'; readonly parentId: FileId | null }
  | { readonly kind: 'rename'; readonly of: Named }
  | { readonly kind: 'move'; readonly of: Named };

const icon = 'size-4';

/** What can be done with each file and folder, as entries of its menu. */
export function useEntries({
  room,
  may,
  me,
  setWindow,
  actions,
}: {
  room: Room;
  may: MayFiles;
  me: string | null;
  setWindow(window: Window): void;
  actions: ReturnType<typeof useFileActions>;
}) {
  const t = useWords('files');
  const showFault = useFaultToast();

  async function remove({ id, name }: { id: FileId; name: string }) {
    const { deletionId } = await actions.remove(id);
    toast({
      title: t('deleted', { name }),
      action: {
        label: t('undo'),
        run: () => void actions.undo(deletionId).catch(showFault),
      },
    });
  }

  async function handOut({ id, name }: SharedFile) {
    await actions.handOut(id);
    toast({ title: t('handOut.done', { name }), tone: 'success' });
  }

  const deleting = (of: { id: FileId; name: string }): MenuEntry => ({
    id: 'delete',
    label: t('delete'),
    icon: <Trash2 className={icon} />,
    danger: true,
    onSelect: () => void remove(of).catch(showFault),
  });

  function changing(of: Named & { author: { id: string } }): MenuEntry[] {
    const own = may.share && of.author.id === me;
    if (room.state !== 'active' || !(may.manage || own)) return [];
    return [
      {
        id: 'rename',
        label: t('rename'),
        icon: <Pencil className={icon} />,
        onSelect: () => setWindow({ kind: 'rename', of }),
      },
      {
        id: 'move',
        label: t('move'),
        icon: <FolderInput className={icon} />,
        onSelect: () => setWindow({ kind: 'move', of }),
      },
      deleting(of),
    ];
  }

  return {
    folder: (folder: Folder): MenuEntry[] => changing(folder),
    file(file: SharedFile): MenuEntry[] {
      const handing: MenuEntry[] =
        may.handOut && file.check.kind === 'ready'
          ? [
              {
                id: 'handOut',
                label: file.handedOut ? t('handOutAgain') : t('handOut'),
                icon: <Send className={icon} />,
                onSelect: () => void handOut(file).catch(showFault),
              },
            ]
          : [];
      const looking: MenuEntry[] =
        may.handOut && file.handedOut
          ? [
              {
                id: 'fetches',
                label: t('fetches'),
                icon: <UserCheck className={icon} />,
                onSelect: () => setWindow({ kind: 'fetches', file }),
              },
            ]
          : [];
      return [...handing, ...looking, ...changing(file)];
    },
    handIn: (file: HandIn): MenuEntry[] => (may.manage ? [deleting(file)] : []),
  };
}
