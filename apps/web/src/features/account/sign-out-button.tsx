import { LogOut } from 'lucide-react';
import { Button } from '../../design/button.tsx';
import { useWords } from '../../i18n/words.ts';
import { useSignOut } from '../page/use-sign-out.ts';

/** On a phone the sidebar with its menu isn't there, so the way out stands here. */
export function SignOutButton() {
  const t = useWords('common');
  const signOut = useSignOut();
  return (
    <Button
      className="lg:hidden"
      icon={<LogOut aria-hidden="true" className="size-4" />}
      onClick={() => void signOut()}
    >
      {t('signOut')}
    </Button>
  );
}
