import { limits } from '@converge/protocol/limits';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
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
  if (space?.registration === 'closed' && !space.fresh) return <Closed />;
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
      <RegisterForm />
    </AuthCard>
  );
}

function RegisterForm() {
  const t = useWords('auth');
  const fieldWords = useFieldWords();
  const auth = useAuth();
  const me = useSpace().data?.me;
  const navigate = useNavigate();
  const locale = useLanguage();
  const [search] = useSearchParams();
  const next = nextPath(search);
  const form = useForm({ name: '', email: '', password: '' }, async (body) => {
    await auth.register({ ...body, locale });
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

function Closed() {
  const t = useWords('auth');
  const common = useWords('common');
  return (
    <AuthCard
      title={t('register.closed.title')}
      help={t('register.closed.help')}
      footer={<TextLink to="/sign-in">{t('signIn.submit')}</TextLink>}
    >
      <TextLink to="/">{common('toMainPage')}</TextLink>
    </AuthCard>
  );
}
