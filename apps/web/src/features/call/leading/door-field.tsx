import type { RoomDoor } from '@converge/protocol/permissions';
import { DoorOpen, Hourglass, Lock } from 'lucide-react';
import { ChoiceList } from '../../../design/choice-list.tsx';
import { useWords } from '../../../i18n/words.ts';

const doors = ['open', 'lobby', 'locked'] as const satisfies readonly RoomDoor[];
const icons = {
  open: <DoorOpen className="size-4" />,
  lobby: <Hourglass className="size-4" />,
  locked: <Lock className="size-4" />,
};

/** Who comes into the call. */
export function DoorField({
  value,
  onChange,
}: {
  value: RoomDoor;
  onChange(door: RoomDoor): void;
}) {
  const t = useWords('roomDialogs');
  return (
    <ChoiceList
      label={t('door')}
      value={value}
      onChange={onChange}
      choices={doors.map((door) => ({
        value: door,
        label: t(`door.${door}`),
        hint: t(`door.${door}.hint`),
        icon: icons[door],
      }))}
    />
  );
}
