import { useNavigate } from 'react-router';
import { useAuth } from '../../data/auth.ts';
import { toast } from '../../design/toast.ts';
import { useWords } from '../../i18n/words.ts';
import { useFaultToast } from '../faults/use-fault-toast.ts';

/** Signs out and leads to the main page. */
export function useSignOut(): () => Promise<void> {
  const t = useWords('common');
  const auth = useAuth();
  const navigate = useNavigate();
  const showFault = useFaultToast();
  return async () => {
    try {
      await auth.signOut();
      navigate('/');
      toast({ title: t('signedOut') });
    } catch (error) {
      showFault(error);
    }
  };
}
