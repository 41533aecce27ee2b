import { addressHidden, setAddressHidden } from '../../../data/address-choice.ts';
import { useValue } from '../../../data/use-value.ts';
import { Switch } from '../../../design/switch.tsx';
import { useWords } from '../../../i18n/words.ts';

/** Nothing directly to another person, who would see where it comes from. */
export function AddressSwitch() {
  const t = useWords('devices');
  const hidden = useValue(addressHidden);
  return (
    <div className="mt-5 border-t border-line pt-3">
      <Switch
        label={t('address.hide')}
        hint={t('address.hint')}
        checked={hidden}
        onChange={setAddressHidden}
      />
    </div>
  );
}
