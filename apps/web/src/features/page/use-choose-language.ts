import { useMe, useUpdateMe } from '../../data/space.ts';
import type { Language } from '../../i18n/language.ts';
import { setLanguage } from '../../i18n/words.ts';
import { useFaultToast } from '../faults/use-fault-toast.ts';

/** Switches the language here and, for who is signed in, for the mails the server writes. */
export function useChooseLanguage(): (language: Language) => void {
  const me = useMe();
  const update = useUpdateMe();
  const showFault = useFaultToast();
  return (language) => {
    setLanguage(language).catch(showFault);
    if (me) update.mutateAsync({ locale: language }).catch(showFault);
  };
}
