import type { IceKind } from '@converge/protocol/rest/ice';
import { relayOnly, setRelayOnly } from '../../../data/relay-choice.ts';
import { useValue } from '../../../data/use-value.ts';
import { Switch } from '../../../design/switch.tsx';
import { useWords } from '../../../i18n/words.ts';

/** Everything through the relay; there where the space has one, or where it is chosen already. */
export function RelaySwitch({ ice }: { ice: IceKind }) {
  const t = useWords('devices');
  const chosen = useValue(relayOnly);
  if (ice !== 'relay' && !chosen) return null;
  return (
    <div className="mt-5 border-t border-line pt-3">
      <Switch
        label={t('relay.only')}
        hint={t('relay.hint')}
        checked={chosen}
        onChange={setRelayOnly}
      />
    </div>
  );
}
