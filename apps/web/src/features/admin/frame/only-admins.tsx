import { Link } from 'react-router';
import { buttonClass } from '../../../design/button.tsx';
import { Mark } from '../../../design/mark.tsx';
import { useWords } from '../../../i18n/words.ts';
import { PageBody } from '../../page/page-body.tsx';
import { usePageTitle } from '../../page/use-page-title.ts';

/** For whoever came to the admin's area without being one. */
export function OnlyAdmins() {
  const t = useWords('admin');
  const common = useWords('common');
  usePageTitle(t('refused.title'));
  return (
    <PageBody width="text">
      <div className="flex flex-col items-center gap-3 py-16 text-center">
        <Mark className="mb-4 size-16" />
        <h1 className="text-24">{t('refused.title')}</h1>
        <p className="max-w-md text-muted">{t('refused.help')}</p>
        <Link to="/" className={`${buttonClass('primary')} mt-4`}>
          {common('toMainPage')}
        </Link>
      </div>
    </PageBody>
  );
}
