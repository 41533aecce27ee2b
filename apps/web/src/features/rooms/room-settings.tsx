import { limits } from '@converge/protocol/limits';
import type { Room } from '@converge/protocol/rest/rooms';
import { useId } from 'react';
import { useForm } from '../../data/form.ts';
import { useUpdateRoom } from '../../data/rooms.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Field } from '../../design/field.tsx';
import { TextInput } from '../../design/text-input.tsx';
import { toast } from '../../design/toast.ts';
import { useFieldWords } from '../../i18n/use-field-words.ts';
import { useWords } from '../../i18n/words.ts';
import { DoorField } from '../call/leading/door-field.tsx';
import { FormFault } from '../faults/form-fault.tsx';
import { AccessField } from './access-field.tsx';
import { PolicyFields } from './policy-fields.tsx';

/** Name, who may enter, and what people may do. */
export default function RoomSettings({ room, onClose }: { room: Room; onClose(): void }) {
  const t = useWords('roomDialogs');
  const common = useWords('common');
  const fieldWords = useFieldWords();
  const update = useUpdateRoom();
  const formId = useId();
  const { name, access, door, policy } = room;
  const form = useForm({ name, access, door, policy }, async (body) => {
    await update.mutateAsync({ id: room.id, body });
    toast({ title: t('saved'), tone: 'success' });
    onClose();
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('settings.title')}
      closeLabel={common('close')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" form={formId} look="primary" busy={form.busy}>
            {common('save')}
          </Button>
        </>
      }
    >
      <form {...form.props} id={formId} className="flex flex-col gap-6">
        <FormFault fault={form.fault} />
        <Field
          label={t('settings.name')}
          hint={t('settings.name.hint', { code: room.code })}
          error={fieldWords(form.faults.name, limits.roomName)}
        >
          {(control) => (
            <TextInput
              {...control}
              value={form.values.name}
              placeholder={room.code}
              autoComplete="off"
              onChange={(event) => form.set('name', event.target.value)}
            />
          )}
        </Field>
        <AccessField value={form.values.access} onChange={(access) => form.set('access', access)} />
        <DoorField value={form.values.door} onChange={(door) => form.set('door', door)} />
        <fieldset>
          <legend className="text-14 font-semibold text-strong">{t('settings.policy')}</legend>
          <p className="mb-2 text-13 text-muted">{t('settings.policy.hint')}</p>
          <PolicyFields
            policy={form.values.policy}
            onChange={(capability, value) =>
              form.set('policy', { ...form.values.policy, [capability]: value })
            }
          />
        </fieldset>
      </form>
    </Dialog>
  );
}
