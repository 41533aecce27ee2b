import { useEffect } from 'react';
import { useMe } from '../data/space.ts';
import { storedLanguage } from '../i18n/language.ts';
import { setLanguage } from '../i18n/words.ts';

/** On a new device one meets one's own language, as soon as one is signed in. */
export function OwnLanguage() {
  const locale = useMe()?.locale;
  useEffect(() => {
    // Not fetched: the page goes on in the language it has.
    if (locale && storedLanguage() === null) setLanguage(locale).catch(() => undefined);
  }, [locale]);
  return null;
}
