import { Link, useLocation } from 'react-router';
import { isPassing, toFault } from '../../data/failure.ts';
import { useMe } from '../../data/space.ts';
import { Button, buttonClass } from '../../design/button.tsx';
import { Mark } from '../../design/mark.tsx';
import { useErrorWords } from '../../i18n/errors.ts';
import { useWords } from '../../i18n/words.ts';
import { faultDetails } from '../faults/fault-details.ts';
import { signInPath } from '../page/sign-in-path.ts';
import { usePageTitle } from '../page/use-page-title.ts';

/** A link that leads nowhere: which of the reasons it is, and the next step. */
export function Closed({
  error,
  onRetry,
}: {
  error: unknown;
  /** Absent where asking again can't help. */
  onRetry?: () => void;
}) {
  const t = useWords('join');
  const common = useWords('common');
  const e = useWords('errors');
  const fault = toFault(error);
  const words = useErrorWords()(fault.code);
  usePageTitle(words.title);
  const me = useMe();
  const { pathname } = useLocation();
  const mayBelong =
    fault.code === 'room_private' ||
    fault.code === 'invite_expired' ||
    fault.code === 'invite_used_up';
  return (
    <div
      role="alert"
      className="mx-auto flex w-full max-w-lg flex-col items-center gap-2 px-4 text-center"
    >
      <Mark className="mb-4 size-16" />
      <h1 className="text-24">{words.title}</h1>
      <p className="text-muted">{words.help}</p>
      <div className="mt-5 flex flex-wrap justify-center gap-3">
        {onRetry && (isPassing(fault) || fault.code === 'rate_limited') && (
          <Button look="primary" onClick={onRetry}>
            {t('closed.retry')}
          </Button>
        )}
        {mayBelong && me === null && (
          <Link
            to={signInPath(pathname)}
            className={`${buttonClass('primary')} py-1.5 max-sm:whitespace-normal`}
          >
            {t('closed.signIn')}
          </Link>
        )}
        {fault.code === 'code_unknown' ? (
          <Link to="/" className={buttonClass('primary')}>
            {t('closed.otherCode')}
          </Link>
        ) : (
          <Link to="/" className={buttonClass('secondary')}>
            {common('toMainPage')}
          </Link>
        )}
      </div>
      <details className="mt-8 text-13 text-muted">
        <summary>{common('details')}</summary>
        <code className="mt-2 block font-mono text-12 select-all">{faultDetails(e, fault)}</code>
      </details>
    </div>
  );
}
