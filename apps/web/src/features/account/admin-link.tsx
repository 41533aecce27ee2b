import { can } from '@converge/protocol/permissions';
import type { Me } from '@converge/protocol/rest/me';
import { ChevronRight, ShieldCheck } from 'lucide-react';
import { Link } from 'react-router';
import { useWords } from '../../i18n/words.ts';

/** On a phone the menu with the way to the admin's area isn't there, so it stands here. */
export function AdminLink({ me }: { me: Me }) {
  const t = useWords('common');
  if (!can({ spaceRole: me.role, roomRole: null }, 'space.administer')) return null;
  return (
    <Link
      to="/admin"
      className="flex min-h-14 items-center gap-3 rounded-card border border-line bg-surface-1 px-5 font-semibold text-strong hover:bg-surface-2 sm:px-6 lg:hidden"
    >
      <ShieldCheck aria-hidden="true" className="size-5 text-muted" />
      <span className="grow">{t('nav.admin')}</span>
      <ChevronRight aria-hidden="true" className="size-4 text-muted" />
    </Link>
  );
}
