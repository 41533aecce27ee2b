import { limits } from '@converge/protocol/limits';
import { Navigate, useLocation, useNavigate, useSearchParams } from 'react-router';
import { useAuth } from '../../data/auth.ts';
import { useForm } from '../../data/form.ts';
import { useSpace } from '../../data/space.ts';
import { Button } from '../../design/button.tsx';
import { Field } from '../../design/field.tsx';
import { TextInput } from '../../design/text-input.tsx';
import { useFieldWords } from '../../i18n/use-field-words.ts';
import { useLanguage, useWords } from '../../i18n/words.ts';
import { FormFault } from '../faults/form-fault.tsx';
import { nextPath } from '../page/sign-in-path.ts';
import { usePageTitle } from '../page/use-page-title.ts';
import { AuthCard } from './auth-card.tsx';
import { EmailField, NewPasswordField } from './fields.tsx';
import { TextLink } from './text-link.tsx';

/** Makes an account and signs in with it. */
export function Register() {
  const t = useWords('auth');
  const space = useSpace().data;
  const [search] = useSearchParams();
  usePageTitle(t('register.title'));
  // Behind the `#`, as with links to a password: no server's log gets to see it.
  const invitation = useLocation().hash.slice(1);
  const closed =
    space?.registration === 'closed' || (space?.registration === 'invited' && invitation === '');
  if (closed && !space.fresh) return <Closed invited={space.registration === 'invited'} />;
  return (
    <AuthCard
      title={t('register.title')}
      help={space?.fresh && t('register.first')}
      footer={
        !space?.fresh && (
          <>
            {t('register.toSignIn')}{' '}
            <TextLink to={`/sign-in?${search}`}>{t('signIn.submit')}</TextLink>
          </>
        )
      }
    >
      <RegisterForm invitation={invitation} />
    </AuthCard>
  );
}

function RegisterForm({ invitation }: { invitation: string }) {
  const t = useWords('auth');
  const fieldWords = useFieldWords();
  const auth = useAuth();
  const me = useSpace().data?.me;
  const navigate = useNavigate();
  const locale = useLanguage();
  const [search] = useSearchParams();
  const next = nextPath(search);
  const form = useForm({ name: '', email: '', password: '' }, async (body) => {
    await auth.register({ ...body, locale, ...(invitation === '' ? {} : { invitation }) });
    navigate(next, { replace: true });
  });
  if (me && !form.busy) return <Navigate to={next} replace />;
  return (
    <form {...form.props} className="flex flex-col gap-4">
      <FormFault fault={form.fault} />
      <Field
        label={t('name')}
        hint={t('name.hint')}
        error={fieldWords(form.faults.name, limits.name)}
      >
        {(control) => (
          <TextInput
            {...control}
            autoComplete="name"
            required
            value={form.values.name}
            onChange={(event) => form.set('name', event.target.value)}
          />
        )}
      </Field>
      <EmailField
        value={form.values.email}
        fault={form.faults.email}
        onChange={(value) => form.set('email', value)}
      />
      <NewPasswordField
        value={form.values.password}
        fault={form.faults.password}
        onChange={(value) => form.set('password', value)}
      />
      <Button type="submit" look="primary" busy={form.busy} className="mt-2">
        {t('register.submit')}
      </Button>
    </form>
  );
}

function Closed({ invited }: { invited: boolean }) {
  const t = useWords('auth');
  const common = useWords('common');
  return (
    <AuthCard
      title={t(invited ? 'register.invited.title' : 'register.closed.title')}
      help={t(invited ? 'register.invited.help' : 'register.closed.help')}
      footer={<TextLink to="/sign-in">{t('signIn.submit')}</TextLink>}
    >
      <TextLink to="/">{common('toMainPage')}</TextLink>
    </AuthCard>
  );
}
