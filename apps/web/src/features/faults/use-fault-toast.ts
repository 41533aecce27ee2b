import { toFault } from '../../data/failure.ts';
import { toast } from '../../design/toast.ts';
import { useErrorWords } from '../../i18n/errors.ts';

/** For actions without a form: says as a toast what went wrong. */
export function useFaultToast(): (error: unknown) => void {
  const words = useErrorWords();
  return (error) => toast({ ...words(toFault(error).code), tone: 'danger' });
}
