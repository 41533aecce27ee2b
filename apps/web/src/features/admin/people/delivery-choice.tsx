import type { Delivery } from '@converge/protocol/rest/people';
import { Link2, Mail } from 'lucide-react';
import { ChoiceList } from '../../../design/choice-list.tsx';
import { useWords } from '../../../i18n/words.ts';

/** How the link gets to whom it is for. Without a mail server there is no choice, and it says why. */
export function DeliveryChoice({
  mail,
  value,
  onChange,
}: {
  mail: boolean;
  value: Delivery;
  onChange(value: Delivery): void;
}) {
  const t = useWords('adminPeople');
  if (!mail) return <p className="text-13 text-muted">{t('deliver.noMail')}</p>;
  const icons = { mail: Mail, link: Link2 };
  return (
    <ChoiceList
      label={t('deliver.label')}
      value={value}
      onChange={(next: Delivery) => onChange(next)}
      choices={(['mail', 'link'] as const).map((one) => {
        const Icon = icons[one];
        return {
          value: one,
          label: t(`deliver.${one}`),
          hint: t(`deliver.${one}.hint`),
          icon: <Icon className="size-5" />,
        };
      })}
    />
  );
}
