import type { StorageRoom } from '@converge/protocol/rest/storage';
import { useState } from 'react';
import { useForm } from '../../../data/form.ts';
import { useSetQuota } from '../../../data/storage.ts';
import { Button } from '../../../design/button.tsx';
import { ChoiceList } from '../../../design/choice-list.tsx';
import { Dialog } from '../../../design/dialog.tsx';
import { toast } from '../../../design/toast.ts';
import { useFormat } from '../../../i18n/format.ts';
import { useFieldWords } from '../../../i18n/use-field-words.ts';
import { useWords } from '../../../i18n/words.ts';
import { FormFault } from '../../faults/form-fault.tsx';
import { roomName } from '../../rooms/room-words.ts';
import { NumberField, wholeNumber } from '../frame/number-field.tsx';

type Whose = 'space' | 'own';

/** How much the files of one room may take. */
export default function Quota({
  room,
  spaceMb,
  onClose,
}: {
  room: StorageRoom;
  spaceMb: number;
  onClose(): void;
}) {
  const t = useWords('adminStorage');
  const common = useWords('common');
  const format = useFormat();
  const fieldWords = useFieldWords();
  const setting = useSetQuota();
  const [whose, setWhose] = useState<Whose>(room.quotaMb === null ? 'space' : 'own');
  const form = useForm({ quotaMb: String(room.quotaMb ?? spaceMb) }, async ({ quotaMb }) => {
    const own = whose === 'own' ? wholeNumber(quotaMb) : null;
    await setting.mutateAsync({ id: room.id, quotaMb: own });
    toast({ title: t('saved'), tone: 'success' });
    onClose();
  });
  return (
    <Dialog
      open
      width="narrow"
      onClose={onClose}
      title={t('quota.title', { name: roomName(room) })}
      description={t('quota.help', { size: format.bytes(room.bytes) })}
      closeLabel={common('close')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" form="quota" look="primary" busy={form.busy}>
            {common('save')}
          </Button>
        </>
      }
    >
      <form id="quota" {...form.props} className="flex flex-col gap-4">
        <FormFault fault={form.fault} />
        <ChoiceList
          label={t('column.quota')}
          value={whose}
          onChange={(value: Whose) => setWhose(value)}
          choices={[
            {
              value: 'space',
              label: t('quota.space'),
              hint: format.bytes(spaceMb * 1024 * 1024),
            },
            { value: 'own', label: t('quota.own'), hint: t('quota.own.hint') },
          ]}
        />
        {whose === 'own' && (
          <NumberField
            label={t('quota.size')}
            unit={t('mebibytes')}
            value={form.values.quotaMb}
            error={fieldWords(form.faults.quotaMb)}
            onChange={(value) => form.set('quotaMb', value)}
          />
        )}
      </form>
    </Dialog>
  );
}
