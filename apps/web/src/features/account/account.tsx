import type { Me } from '@converge/protocol/rest/me';
import { useWords } from '../../i18n/words.ts';
import { PageBody } from '../page/page-body.tsx';
import { usePageTitle } from '../page/use-page-title.ts';
import { AdminLink } from './admin-link.tsx';
import { Look } from './look.tsx';
import { PasswordChange } from './password-change.tsx';
import { Picture } from './picture.tsx';
import { Profile } from './profile.tsx';
import { Section } from './section.tsx';
import { Sessions } from './sessions.tsx';
import { SignOutButton } from './sign-out-button.tsx';

/** The signed-in person's own things, all on one page. */
export function Account({ me }: { me: Me }) {
  const t = useWords('account');
  usePageTitle(t('title'));
  return (
    <PageBody width="text">
      <div className="mb-6 flex items-center justify-between gap-4">
        <h1 className="text-24">{t('title')}</h1>
        <SignOutButton />
      </div>
      <div className="flex flex-col gap-6">
        <AdminLink me={me} />
        <Section title={t('profile.title')}>
          <Picture me={me} />
          <Profile me={me} />
        </Section>
        <Section title={t('look.title')}>
          <Look />
        </Section>
        <Section title={t('password.title')} help={t('password.help')}>
          <PasswordChange email={me.email} />
        </Section>
        <Section title={t('sessions.title')}>
          <Sessions />
        </Section>
      </div>
    </PageBody>
  );
}
