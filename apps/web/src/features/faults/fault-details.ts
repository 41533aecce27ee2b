import type { Fault } from '../../data/failure.ts';
import type { Translate } from '../../i18n/words.ts';

/** What whoever is asked for help wants to know. */
export const faultDetails = (t: Translate<'errors'>, fault: Fault): string =>
  [t('code', { code: fault.code }), fault.requestId ? t('request', { id: fault.requestId }) : null]
    .filter(Boolean)
    .join(' · ');
