import { limits } from '@converge/protocol/limits';
import type { Room } from '@converge/protocol/rest/rooms';
import { useId } from 'react';
import { useNavigate } from 'react-router';
import { useForm } from '../../data/form.ts';
import { useCopyRoom } from '../../data/rooms.ts';
import { Button } from '../../design/button.tsx';
import { Checkbox } from '../../design/checkbox.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Field } from '../../design/field.tsx';
import { TextInput } from '../../design/text-input.tsx';
import { toast } from '../../design/toast.ts';
import { useFieldWords } from '../../i18n/use-field-words.ts';
import { type Translate, useWords } from '../../i18n/words.ts';
import { FormFault } from '../faults/form-fault.tsx';
import { roomName, roomPath } from './room-words.ts';

/** Makes another room by the rules of this one (ROOM-9). */
export default function CopyRoom({ room, onClose }: { room: Room; onClose(): void }) {
  const t = useWords('roomDialogs');
  const common = useWords('common');
  const fieldWords = useFieldWords();
  const copying = useCopyRoom();
  const navigate = useNavigate();
  const formId = useId();
  const form = useForm({ name: nameOfCopy(t, roomName(room)), files: true }, async (body) => {
    const { room: copy } = await copying.mutateAsync({ id: room.id, body });
    toast({
      title: t('copy.done', { name: roomName(copy) }),
      tone: 'success',
      action: { label: t('copy.open'), run: () => void navigate(roomPath(copy.id)) },
    });
    onClose();
  });
  return (
    <Dialog
      open
      width="narrow"
      onClose={onClose}
      title={t('copy.title', { name: roomName(room) })}
      description={t('copy.help')}
      closeLabel={common('close')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" form={formId} look="primary" busy={form.busy}>
            {t('copy.yes')}
          </Button>
        </>
      }
    >
      <form {...form.props} id={formId} className="flex flex-col gap-4">
        <FormFault
          fault={form.fault}
          help={form.fault?.code === 'room_full' ? t('copy.full') : undefined}
        />
        <Field label={t('copy.name')} error={fieldWords(form.faults.name, limits.roomName)}>
          {(control) => (
            <TextInput
              {...control}
              value={form.values.name}
              autoComplete="off"
              onChange={(event) => form.set('name', event.target.value)}
            />
          )}
        </Field>
        <Checkbox
          label={t('copy.files')}
          hint={t('copy.files.hint')}
          checked={form.values.files}
          onChange={(files) => form.set('files', files)}
        />
      </form>
    </Dialog>
  );
}

/** "… (copy)" in the reader's language; a name that would be too long is shortened before it. */
function nameOfCopy(t: Translate<'roomDialogs'>, name: string): string {
  const over = t('copy.nameOf', { name }).length - limits.roomName.max;
  return t('copy.nameOf', { name: over > 0 ? name.slice(0, -over).trimEnd() : name });
}
