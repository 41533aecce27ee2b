import { RoomAccess } from '@converge/protocol/permissions';
import { Globe, House, Link2, Lock } from 'lucide-react';
import { ChoiceList, type ExplainedChoice } from '../../design/choice-list.tsx';
import { useWords } from '../../i18n/words.ts';

const icons = {
  open: <Globe className="size-4" />,
  link: <Link2 className="size-4" />,
  private: <Lock className="size-4" />,
};

/** `usual`: what the space has set for new rooms of this kind; only its admins read what that is. */
export type AccessChoice = RoomAccess | 'usual';

/** Who may enter a room that is there. */
export function AccessField({
  value,
  onChange,
}: {
  value: RoomAccess;
  onChange(value: RoomAccess): void;
}) {
  const t = useWords('roomDialogs');
  return (
    <ChoiceList
      label={t('settings.access')}
      value={value}
      onChange={onChange}
      choices={useAccesses()}
    />
  );
}

/** Who may enter a room that is about to be made. */
export function NewAccessField({
  value,
  onChange,
}: {
  value: AccessChoice;
  onChange(value: AccessChoice): void;
}) {
  const t = useWords('roomDialogs');
  const usual = {
    value: 'usual' as const,
    label: t('access.usual'),
    hint: t('access.usual.hint'),
    icon: <House className="size-4" />,
  };
  return (
    <ChoiceList<AccessChoice>
      label={t('settings.access')}
      value={value}
      onChange={onChange}
      choices={[usual, ...useAccesses()]}
    />
  );
}

function useAccesses(): ExplainedChoice<RoomAccess>[] {
  const t = useWords('roomDialogs');
  const common = useWords('common');
  return RoomAccess.options.map((value) => ({
    value,
    label: common(`access.${value}`),
    hint: t(`access.${value}.hint`),
    icon: icons[value],
  }));
}
