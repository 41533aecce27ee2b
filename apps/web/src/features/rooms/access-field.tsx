import { RoomAccess } from '@converge/protocol/permissions';
import { Globe, Link2, Lock } from 'lucide-react';
import { ChoiceList } from '../../design/choice-list.tsx';
import { useWords } from '../../i18n/words.ts';

const icons = {
  open: <Globe className="size-4" />,
  link: <Link2 className="size-4" />,
  private: <Lock className="size-4" />,
};

/** Who may enter a room. */
export function AccessField({
  value,
  onChange,
}: {
  value: RoomAccess;
  onChange(value: RoomAccess): void;
}) {
  const t = useWords('roomDialogs');
  const common = useWords('common');
  return (
    <ChoiceList
      label={t('settings.access')}
      value={value}
      onChange={onChange}
      choices={RoomAccess.options.map((value) => ({
        value,
        label: common(`access.${value}`),
        hint: t(`access.${value}.hint`),
        icon: icons[value],
      }))}
    />
  );
}
