import { ChevronDown, Hand, Mic, MicOff, Scale, SkipForward } from 'lucide-react';
import { Button } from '../../../design/button.tsx';
import { Menu } from '../../../design/menu.tsx';
import { useWords } from '../../../i18n/words.ts';

export interface LeadBarActions {
  muteAll(mayUnmute: boolean): void;
  /** Everybody may unmute again; nobody is unmuted by it. */
  letAllSpeak(): void;
  passFloor(): void;
  lowerHands(): void;
  openRights(): void;
}

/** What who leads does to all at once, over the list of people. */
export default function LeadBar({
  hands,
  floor,
  mayAllSpeak,
  actions,
}: {
  /** How many hands are up. */
  hands: number;
  /** Whether somebody has the floor. */
  floor: boolean;
  /** Whether the room lets everybody unmute. */
  mayAllSpeak: boolean;
  actions: LeadBarActions;
}) {
  const t = useWords('leading');
  const icon = 'size-4';
  return (
    <div className="flex flex-wrap gap-1.5 border-b border-line p-2 *:grow">
      <Menu
        label={t('muteAll')}
        align="start"
        entries={(['may', 'mayNot'] as const).map((id) => ({
          id,
          label: t(`muteAll.${id}`),
          onSelect: () => actions.muteAll(id === 'may'),
        }))}
        trigger={(props) => (
          <Button {...props} size="small" icon={<MicOff aria-hidden="true" className={icon} />}>
            {t('muteAll')}
            <ChevronDown aria-hidden="true" className="size-3.5" />
          </Button>
        )}
      />
      {!mayAllSpeak && (
        <Button
          size="small"
          icon={<Mic aria-hidden="true" className={icon} />}
          onClick={actions.letAllSpeak}
        >
          {t('letAllSpeak')}
        </Button>
      )}
      {(hands > 0 || floor) && (
        <Button
          size="small"
          icon={<SkipForward aria-hidden="true" className={icon} />}
          onClick={actions.passFloor}
        >
          {hands > 0 ? t('floor.next') : t('floor.end')}
        </Button>
      )}
      {hands > 0 && (
        <Button
          size="small"
          icon={<Hand aria-hidden="true" className={icon} />}
          onClick={actions.lowerHands}
        >
          {t('hands.lower')}
        </Button>
      )}
      <Button
        size="small"
        icon={<Scale aria-hidden="true" className={icon} />}
        onClick={actions.openRights}
      >
        {t('title')}
      </Button>
    </div>
  );
}
