import { Link, useLocation, useNavigate } from 'react-router';
import { useAuth } from '../../data/auth.ts';
import { useForm } from '../../data/form.ts';
import { Button, buttonClass } from '../../design/button.tsx';
import { toast } from '../../design/toast.ts';
import { useErrorWords } from '../../i18n/errors.ts';
import { useWords } from '../../i18n/words.ts';
import { FormFault } from '../faults/form-fault.tsx';
import { usePageTitle } from '../page/use-page-title.ts';
import { AuthCard } from './auth-card.tsx';
import { NewPasswordField } from './fields.tsx';

/** Where the link of the mail leads: a new password, once. */
export function Reset() {
  const t = useWords('auth');
  const auth = useAuth();
  const navigate = useNavigate();
  // Behind the `#`, so that it stands in no server's log and is told to no other page.
  const token = useLocation().hash.slice(1);
  const form = useForm({ password: '' }, async ({ password }) => {
    await auth.reset({ token, password });
    toast({ title: t('reset.done'), tone: 'success' });
    navigate('/sign-in', { replace: true });
  });
  usePageTitle(t('reset.title'));
  // A token the schema refuses is as useless as a used one.
  const useless =
    form.fault?.code === 'reset_link_invalid' || form.fault?.fields?.token || token === '';
  if (useless) return <UselessLink />;
  return (
    <AuthCard title={t('reset.title')} help={t('reset.help')}>
      <form {...form.props} className="flex flex-col gap-4">
        <FormFault fault={form.fault} />
        <NewPasswordField
          label={t('password.new')}
          value={form.values.password}
          fault={form.faults.password}
          onChange={(value) => form.set('password', value)}
        />
        <Button type="submit" look="primary" busy={form.busy} className="mt-2">
          {t('reset.submit')}
        </Button>
      </form>
    </AuthCard>
  );
}

function UselessLink() {
  const t = useWords('auth');
  const { title, help } = useErrorWords()('reset_link_invalid');
  return (
    <AuthCard title={title} help={help}>
      <Link to="/forgot" className={buttonClass('primary')}>
        {t('reset.again')}
      </Link>
    </AuthCard>
  );
}
