import { limits } from '@converge/protocol/limits';
import type { SpaceRole } from '@converge/protocol/permissions';
import type { Delivery } from '@converge/protocol/rest/people';
import { useId } from 'react';
import { useForm } from '../../../data/form.ts';
import { useCreatePerson } from '../../../data/people.ts';
import { Button } from '../../../design/button.tsx';
import { Dialog } from '../../../design/dialog.tsx';
import { Field } from '../../../design/field.tsx';
import { Select } from '../../../design/select.tsx';
import { TextInput } from '../../../design/text-input.tsx';
import { toast } from '../../../design/toast.ts';
import { useFieldWords } from '../../../i18n/use-field-words.ts';
import { useWords } from '../../../i18n/words.ts';
import { FormFault } from '../../faults/form-fault.tsx';
import { DeliveryChoice } from './delivery-choice.tsx';
import type { ShownLink } from './link-dialog.tsx';
import { spaceRoles } from './person-menu.tsx';

/** Makes an account for somebody, who chooses the password themselves (ADMIN-5). */
export default function NewPerson({
  mail,
  onClose,
  onLink,
}: {
  mail: boolean;
  onClose(): void;
  onLink(shown: ShownLink): void;
}) {
  const t = useWords('adminPeople');
  const common = useWords('common');
  const errors = useWords('errors');
  const fieldWords = useFieldWords();
  const create = useCreatePerson();
  const formId = useId();
  const begin = {
    name: '',
    email: '',
    role: 'member' as SpaceRole,
    deliver: (mail ? 'mail' : 'link') as Delivery,
  };
  const form = useForm(begin, async (body) => {
    const { person, link } = await create.mutateAsync(body);
    if (link !== null) {
      onLink({ person, link });
      return;
    }
    toast({ title: t('mailed', { name: person.name }), tone: 'success' });
    onClose();
  });
  const { values, faults, set } = form;
  return (
    <Dialog
      open
      width="narrow"
      onClose={onClose}
      title={t('new.title')}
      description={t('new.help')}
      closeLabel={common('close')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" form={formId} look="primary" busy={form.busy}>
            {t('new.submit')}
          </Button>
        </>
      }
    >
      <form {...form.props} id={formId} className="flex flex-col gap-4">
        <FormFault fault={form.fault} />
        <Field label={t('name')} error={fieldWords(faults.name, limits.name)}>
          {(control) => (
            <TextInput
              {...control}
              autoComplete="off"
              required
              value={values.name}
              onChange={(event) => set('name', event.target.value)}
            />
          )}
        </Field>
        <Field
          label={t('email')}
          error={
            faults.email === 'invalid'
              ? errors('field.email')
              : fieldWords(faults.email, limits.email)
          }
        >
          {(control) => (
            <TextInput
              {...control}
              type="email"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              required
              value={values.email}
              onChange={(event) => set('email', event.target.value)}
            />
          )}
        </Field>
        <Field label={t('column.role')} hint={t(`role.${values.role}.hint`)}>
          {(control) => (
            <Select
              {...control}
              value={values.role}
              choices={spaceRoles.map((value) => ({ value, label: t(`role.${value}`) }))}
              onChange={(role: SpaceRole) => set('role', role)}
            />
          )}
        </Field>
        <DeliveryChoice
          mail={mail}
          value={values.deliver}
          onChange={(deliver) => set('deliver', deliver)}
        />
      </form>
    </Dialog>
  );
}
