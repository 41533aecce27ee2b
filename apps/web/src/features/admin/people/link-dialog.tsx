import type { ManagedPerson } from '@converge/protocol/rest/people';
import { Button } from '../../../design/button.tsx';
import { Dialog } from '../../../design/dialog.tsx';
import { useWords } from '../../../i18n/words.ts';
import { LinkToCopy } from '../frame/link-to-copy.tsx';

export interface ShownLink {
  readonly person: ManagedPerson;
  readonly link: string;
}

/** The one time that a link to a password is seen. */
export default function LinkDialog({ shown, onClose }: { shown: ShownLink; onClose(): void }) {
  const t = useWords('adminPeople');
  const common = useWords('common');
  const { person, link } = shown;
  return (
    <Dialog
      open
      width="narrow"
      onClose={onClose}
      title={t('shown.title', { name: person.name })}
      description={t(person.invited ? 'shown.welcome' : 'shown.reset')}
      closeLabel={common('close')}
      footer={<Button onClick={onClose}>{common('close')}</Button>}
    >
      <LinkToCopy label={t('shown.label')} link={link} />
    </Dialog>
  );
}
