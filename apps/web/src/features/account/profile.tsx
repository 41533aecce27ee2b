import { limits } from '@converge/protocol/limits';
import type { Me } from '@converge/protocol/rest/me';
import { useForm } from '../../data/form.ts';
import { useUpdateMe } from '../../data/space.ts';
import { Button } from '../../design/button.tsx';
import { Field } from '../../design/field.tsx';
import { TextInput } from '../../design/text-input.tsx';
import { toast } from '../../design/toast.ts';
import { useFieldWords } from '../../i18n/use-field-words.ts';
import { useWords } from '../../i18n/words.ts';
import { FormFault } from '../faults/form-fault.tsx';

/** Name, and what can't be changed here: address and role. */
export function Profile({ me }: { me: Me }) {
  const t = useWords('account');
  const common = useWords('common');
  const fieldWords = useFieldWords();
  const update = useUpdateMe();
  const form = useForm({ name: me.name }, async (body) => {
    await update.mutateAsync(body);
    toast({ title: t('saved'), tone: 'success' });
  });
  const changed = form.values.name !== me.name;
  return (
    <form {...form.props} className="flex flex-col gap-4">
      <FormFault fault={form.fault} />
      <Field label={t('name')} error={fieldWords(form.faults.name, limits.name)}>
        {(control) => (
          <div className="flex gap-2">
            <TextInput
              {...control}
              autoComplete="name"
              value={form.values.name}
              onChange={(event) => form.set('name', event.target.value)}
            />
            {changed && (
              <Button type="submit" look="primary" busy={form.busy}>
                {common('save')}
              </Button>
            )}
          </div>
        )}
      </Field>
      <dl className="grid gap-4 sm:grid-cols-2">
        <div className="min-w-0">
          <dt className="font-semibold text-strong">{t('email')}</dt>
          <dd className="break-words">{me.email}</dd>
        </div>
        <div>
          <dt className="font-semibold text-strong">{t('role')}</dt>
          <dd>{t(`role.${me.role}`)}</dd>
        </div>
      </dl>
    </form>
  );
}
