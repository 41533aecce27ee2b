import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { useAuth } from '../../data/auth.ts';
import { useForm } from '../../data/form.ts';
import { useSpace } from '../../data/space.ts';
import { Button } from '../../design/button.tsx';
import { useWords } from '../../i18n/words.ts';
import { FormFault } from '../faults/form-fault.tsx';
import { nextPath } from '../page/sign-in-path.ts';
import { usePageTitle } from '../page/use-page-title.ts';
import { AuthCard } from './auth-card.tsx';
import { EmailField, PasswordField } from './fields.tsx';
import { TextLink } from './text-link.tsx';

/** Signs in, and leads back to where one came from. */
export function SignIn() {
  const t = useWords('auth');
  const auth = useAuth();
  const space = useSpace().data;
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const next = nextPath(search);
  const form = useForm({ email: '', password: '' }, async (body) => {
    await auth.signIn(body);
    navigate(next, { replace: true });
  });
  usePageTitle(t('signIn.title'));
  if (space?.me && !form.busy) return <Navigate to={next} replace />;
  if (space?.fresh) return <Navigate to="/register" replace />;
  return (
    <AuthCard
      title={t('signIn.title')}
      footer={
        space?.registration === 'open' && (
          <>
            {t('signIn.toRegister')}{' '}
            <TextLink to={`/register?${search}`}>{t('register.link')}</TextLink>
          </>
        )
      }
    >
      <form {...form.props} className="flex flex-col gap-4">
        <FormFault fault={form.fault} />
        <EmailField
          value={form.values.email}
          fault={form.faults.email}
          onChange={(value) => form.set('email', value)}
        />
        <PasswordField
          value={form.values.password}
          fault={form.faults.password}
          onChange={(value) => form.set('password', value)}
        />
        <Button type="submit" look="primary" busy={form.busy} className="mt-2">
          {t('signIn.submit')}
        </Button>
        <p className="text-center">
          <TextLink to="/forgot" state={{ email: form.values.email }}>
            {t('signIn.forgot')}
          </TextLink>
        </p>
      </form>
    </AuthCard>
  );
}
