import type { Settings } from '@converge/protocol/rest/admin';
import type { Registration } from '@converge/protocol/rest/space';
import { Globe, Link2, Lock } from 'lucide-react';
import { ChoiceList } from '../../../design/choice-list.tsx';
import { useWords } from '../../../i18n/words.ts';
import { InvitationLink } from './invitation-link.tsx';
import { useLocked } from './locked.ts';
import { Part } from './part.tsx';
import type { SettingsForm } from './settings-page.tsx';

const icons = { open: Globe, invited: Link2, closed: Lock };
const registrations = ['open', 'invited', 'closed'] as const satisfies readonly Registration[];

/** Who may make an account. */
export function AccountsPart({
  form: { values, set },
  settings,
}: {
  form: SettingsForm;
  settings: Settings;
}) {
  const t = useWords('adminSettings');
  const { isLocked, lockedHint } = useLocked(settings);
  const locked = isLocked('registration');
  return (
    <Part title={t('accounts')}>
      <ChoiceList
        label={t('registration')}
        value={values.registration}
        onChange={(value: Registration) => set('registration', value)}
        choices={registrations
          .filter((value) => !locked || value === settings.registration)
          .map((value) => {
            const Icon = icons[value];
            return {
              value,
              label: t(`registration.${value}`),
              hint: t(`registration.${value}.hint`),
              icon: <Icon className="size-5" />,
            };
          })}
      />
      {locked && <p className="text-13 text-muted">{lockedHint('registration')}</p>}
      {values.registration === 'invited' && <InvitationLink invitation={settings.invitation} />}
    </Part>
  );
}
