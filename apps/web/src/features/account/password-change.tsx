import { changePassword } from '../../data/account.ts';
import { useForm } from '../../data/form.ts';
import { Button } from '../../design/button.tsx';
import { toast } from '../../design/toast.ts';
import { useWords } from '../../i18n/words.ts';
import { NewPasswordField, PasswordField } from '../auth/fields.tsx';
import { FormFault } from '../faults/form-fault.tsx';

/** A new password, for which the present one is wanted (AUTH-8). */
export function PasswordChange({ email }: { email: string }) {
  const t = useWords('account');
  const form = useForm({ current: '', next: '' }, async (body) => {
    await changePassword(body);
    form.set('current', '');
    form.set('next', '');
    toast({ title: t('password.done'), tone: 'success' });
  });
  return (
    <form {...form.props} className="flex flex-col gap-4">
      <FormFault fault={form.fault} />
      {/* Password managers want to know whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        label={t('password.current')}
        value={form.values.current}
        fault={form.faults.current}
        onChange={(value) => form.set('current', value)}
      />
      <NewPasswordField
        label={t('password.next')}
        value={form.values.next}
        fault={form.faults.next}
        onChange={(value) => form.set('next', value)}
      />
      <Button type="submit" busy={form.busy} className="self-start">
        {t('password.submit')}
      </Button>
    </form>
  );
}
