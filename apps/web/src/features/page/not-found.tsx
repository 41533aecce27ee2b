import { Link } from 'react-router';
import { buttonClass } from '../../design/button.tsx';
import { Mark } from '../../design/mark.tsx';
import { useErrorWords } from '../../i18n/errors.ts';
import { useWords } from '../../i18n/words.ts';
import { PageBody } from './page-body.tsx';
import { usePageTitle } from './use-page-title.ts';

/** An address behind which nothing is, and the way back. */
export function NotFound() {
  const t = useWords('common');
  const { title, help } = useErrorWords()('not_found');
  usePageTitle(title);
  return (
    <PageBody width="text">
      <div className="flex flex-col items-center gap-3 py-16 text-center">
        <Mark className="mb-4 size-16" />
        <h1 className="text-24">{title}</h1>
        <p className="max-w-md text-muted">{help}</p>
        <Link to="/" className={`${buttonClass('primary')} mt-4`}>
          {t('toMainPage')}
        </Link>
      </div>
    </PageBody>
  );
}
