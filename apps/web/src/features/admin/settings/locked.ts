import type { Lockable, Settings } from '@converge/protocol/rest/admin';
import { useWords } from '../../../i18n/words.ts';

/** As whoever runs the server knows it. */
const variables: Readonly<Record<Lockable, string>> = {
  name: 'SPACE_NAME',
  registration: 'REGISTRATION',
  fileMaxMb: 'FILE_MAX_MB',
  roomQuotaMb: 'ROOM_QUOTA_MB',
};

/** Whether something is set in the environment, and the words for it (ADMIN-15). */
export function useLocked({ locked }: Pick<Settings, 'locked'>) {
  const t = useWords('adminSettings');
  return {
    isLocked: (name: Lockable): boolean => locked.includes(name),
    lockedHint: (name: Lockable): string | undefined =>
      locked.includes(name) ? t('locked', { variable: variables[name] }) : undefined,
  };
}
