import type { FileId } from '@converge/protocol/ids';
import type { Folder } from '@converge/protocol/rest/files';
import { useState } from 'react';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Field } from '../../design/field.tsx';
import { inputClass } from '../../design/text-input.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';
import { useFaultToast } from '../faults/use-fault-toast.ts';
import { targetsFor } from './tree.ts';

/** Asks into which folder something goes. */
export default function MoveDialog({
  of,
  folders,
  onMove,
  onClose,
}: {
  of: { readonly id: FileId; readonly name: string; readonly parentId: FileId | null };
  folders: readonly Folder[];
  onMove(parentId: FileId | null): Promise<unknown>;
  onClose(): void;
}) {
  const t = useWords('files');
  const common = useWords('common');
  const format = useFormat();
  const showFault = useFaultToast();
  const [target, setTarget] = useState<FileId | null>(of.parentId);
  const [busy, setBusy] = useState(false);

  async function move() {
    setBusy(true);
    try {
      await onMove(target);
      onClose();
    } catch (error) {
      showFault(error);
      setBusy(false);
    }
  }

  return (
    <Dialog
      open
      width="narrow"
      onClose={onClose}
      title={t('move.title', { name: of.name })}
      closeLabel={common('close')}
    >
      <Field label={t('move.to')}>
        {(control) => (
          <select
            {...control}
            className={inputClass}
            value={target ?? ''}
            onChange={(event) => setTarget((event.currentTarget.value || null) as FileId | null)}
          >
            <option value="">{t('top')}</option>
            {targetsFor(folders, of.id, format.compare).map(({ id, path }) => (
              <option key={id} value={id}>
                {path}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div className="flex justify-end gap-2 pt-4">
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button look="primary" busy={busy} onClick={() => void move()}>
          {t('move.save')}
        </Button>
      </div>
    </Dialog>
  );
}
