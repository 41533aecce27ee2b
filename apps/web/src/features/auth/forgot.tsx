import { MailCheck } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'react-router';
import { useAuth } from '../../data/auth.ts';
import { useForm } from '../../data/form.ts';
import { useSpace } from '../../data/space.ts';
import { Button } from '../../design/button.tsx';
import { useWords } from '../../i18n/words.ts';
import { FormFault } from '../faults/form-fault.tsx';
import { usePageTitle } from '../page/use-page-title.ts';
import { AuthCard } from './auth-card.tsx';
import { EmailField } from './fields.tsx';
import { TextLink } from './text-link.tsx';

/**
 * Sends a link to choose a new password, or leaves it at the server where no mail goes out (AUTH-15);
 * says the same whether or not the address is known (AUTH-4).
 */
export function Forgot() {
  const t = useWords('auth');
  const auth = useAuth();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useForm({ email: typedBefore(useLocation().state) }, async (body) => {
    await auth.forgot(body);
    setSentTo(body.email.trim());
  });
  // Before it is known, what holds where mail is set up.
  const words = useSpace().data?.mail === false ? 'forgot.noMail' : 'forgot';
  usePageTitle(t('forgot.title'));
  const back = <TextLink to="/sign-in">{t('forgot.back')}</TextLink>;
  if (sentTo !== null) {
    return (
      <AuthCard title={t(`${words}.sent.title`)} footer={back}>
        <div role="status" className="flex items-start gap-3">
          <MailCheck aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-speaking-text" />
          <p className="min-w-0 break-words">{t(`${words}.sent.help`, { email: sentTo })}</p>
        </div>
      </AuthCard>
    );
  }
  return (
    <AuthCard title={t('forgot.title')} help={t(`${words}.help`)} footer={back}>
      <form {...form.props} className="flex flex-col gap-4">
        <FormFault fault={form.fault} />
        <EmailField
          value={form.values.email}
          fault={form.faults.email}
          onChange={(value) => form.set('email', value)}
        />
        <Button type="submit" look="primary" busy={form.busy} className="mt-2">
          {t(`${words}.submit`)}
        </Button>
      </form>
    </AuthCard>
  );
}

/** The address typed on the page before, so that nobody types it twice. */
function typedBefore(state: unknown): string {
  if (typeof state !== 'object' || state === null || !('email' in state)) return '';
  return typeof state.email === 'string' ? state.email : '';
}
