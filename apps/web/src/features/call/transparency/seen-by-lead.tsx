import { setTellingDevices, tellingDevices } from '../../../data/device-names.ts';
import { useValue } from '../../../data/use-value.ts';
import { Switch } from '../../../design/switch.tsx';
import { useWords } from '../../../i18n/words.ts';

/** What whoever leads sees of everybody inside, in plain words (SPEC MON-3). */
export function SeenList() {
  const t = useWords('call');
  const told = useValue(tellingDevices);
  return (
    <>
      <ul className="list-disc pl-5 text-13 text-muted">
        <li>{t('seen.network')}</li>
        <li>{t('seen.line')}</li>
        <li>{told ? t('seen.devices') : t('seen.devicesNot')}</li>
        <li>{t('seen.presence')}</li>
      </ul>
      <p className="mt-1 text-13 text-muted">{t('seen.while')}</p>
    </>
  );
}

/** The same in the settings, with what one may decide about it. */
export function SeenSettings() {
  const t = useWords('call');
  const told = useValue(tellingDevices);
  return (
    <section className="mt-6 border-t border-line pt-4">
      <h3 className="mb-1 text-14">{t('seen.title')}</h3>
      <SeenList />
      <Switch
        label={t('seen.tell')}
        hint={t('seen.tellHint')}
        checked={told}
        onChange={setTellingDevices}
      />
    </section>
  );
}

/** And under the list of people, folded up. */
export function SeenDetails() {
  const t = useWords('call');
  return (
    <details className="mx-4 mt-2 mb-4 border-t border-line pt-3">
      <summary className="cursor-pointer rounded-control text-13 text-muted hover:text-strong">
        {t('seen.title')}
      </summary>
      <div className="mt-2">
        <SeenList />
      </div>
    </details>
  );
}
