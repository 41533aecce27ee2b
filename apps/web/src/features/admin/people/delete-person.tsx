import type { PersonId } from '@converge/protocol/ids';
import type { ManagedPerson, RoomsFate } from '@converge/protocol/rest/people';
import { useState } from 'react';
import { useDeletePerson } from '../../../data/people.ts';
import { Button } from '../../../design/button.tsx';
import { ChoiceList } from '../../../design/choice-list.tsx';
import { ConfirmDialog } from '../../../design/confirm-dialog.tsx';
import { Dialog } from '../../../design/dialog.tsx';
import { toast } from '../../../design/toast.ts';
import { useWords } from '../../../i18n/words.ts';
import { useFaultToast } from '../../faults/use-fault-toast.ts';
import { HostChoice } from '../../rooms/host-choice.tsx';

const fates = ['handOver', 'archive', 'delete'] as const satisfies readonly RoomsFate[];

/** Asks what becomes of somebody's rooms, and deletes their account (ADMIN-6). */
export default function DeletePerson({
  person,
  onClose,
}: {
  person: ManagedPerson;
  onClose(): void;
}) {
  const t = useWords('adminPeople');
  const common = useWords('common');
  const deleting = useDeletePerson();
  const showFault = useFaultToast();
  const [fate, setFate] = useState<RoomsFate>('archive');
  const [to, setTo] = useState<PersonId | null>(null);
  const { id, name, rooms } = person;
  const handsOver = fate === 'handOver';
  const confirm = async () => {
    try {
      await deleting.mutateAsync({
        id,
        rooms: fate,
        ...(handsOver && to ? { to } : {}),
      });
      toast({ title: t('deleted', { name }) });
      onClose();
    } catch (error) {
      showFault(error);
    }
  };
  const title = t('delete.title', { name });
  if (rooms === 0) {
    return (
      <ConfirmDialog
        open
        title={title}
        confirmLabel={t('delete.confirm')}
        cancelLabel={common('cancel')}
        busy={deleting.isPending}
        onCancel={onClose}
        onConfirm={() => void confirm()}
      >
        <p>{t('delete.help')}</p>
      </ConfirmDialog>
    );
  }
  return (
    <Dialog
      open
      width="narrow"
      onClose={onClose}
      title={title}
      description={t('delete.help')}
      closeLabel={common('close')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button
            look="danger"
            busy={deleting.isPending}
            disabled={handsOver && to === null}
            onClick={() => void confirm()}
          >
            {t('delete.confirm')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <ChoiceList
          label={t('delete.rooms', { count: rooms })}
          value={fate}
          onChange={(next: RoomsFate) => setFate(next)}
          choices={fates.map((value) => ({
            value,
            label: t(`fate.${value}`),
            hint: t(`fate.${value}.hint`),
          }))}
        />
        {handsOver && <HostChoice except={id} value={to} onChange={setTo} />}
      </div>
    </Dialog>
  );
}
