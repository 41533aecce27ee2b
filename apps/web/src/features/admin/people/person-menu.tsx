import type { SpaceRole } from '@converge/protocol/permissions';
import type { Delivery, ManagedPerson } from '@converge/protocol/rest/people';
import { Ban, CircleCheck, EllipsisVertical, KeyRound, Mail, Trash2 } from 'lucide-react';
import { usePersonLink, useUpdatePerson } from '../../../data/people.ts';
import { IconButton } from '../../../design/icon-button.tsx';
import { Menu, type MenuEntry } from '../../../design/menu.tsx';
import { toast } from '../../../design/toast.ts';
import { useWords } from '../../../i18n/words.ts';
import { useFaultToast } from '../../faults/use-fault-toast.ts';
import type { PeopleWindow } from './people-page.tsx';

export const spaceRoles = ['admin', 'teacher', 'member'] as const satisfies readonly SpaceRole[];

/** Everything an admin does with somebody; nobody disables or deletes themselves by a slip. */
export function PersonMenu({
  person,
  own,
  mail,
  onOpen,
}: {
  person: ManagedPerson;
  own: boolean;
  mail: boolean;
  onOpen(window: PeopleWindow): void;
}) {
  const t = useWords('adminPeople');
  const update = useUpdatePerson();
  const making = usePersonLink();
  const showFault = useFaultToast();
  const { id, name, role, disabled } = person;
  const change = (body: { role?: SpaceRole; disabled?: boolean }, words: string) => {
    update
      .mutateAsync({ id, ...body })
      .then(() => toast({ title: words, tone: 'success' }))
      .catch(showFault);
  };
  const link = (deliver: Delivery) => {
    making
      .mutateAsync({ id, deliver })
      .then((made) => {
        if (made.link === null) toast({ title: t('mailed', { name }), tone: 'success' });
        else onOpen({ kind: 'link', shown: { person, link: made.link } });
      })
      .catch(showFault);
  };
  const entries: (MenuEntry | false)[] = [
    ...spaceRoles.map((one) => ({
      id: one,
      label: t(`role.${one}`),
      checked: one === role,
      onSelect: () =>
        one !== role && change({ role: one }, t('roleChanged', { name, role: t(`role.${one}`) })),
    })),
    { id: 'line-1', separator: true },
    {
      id: 'link',
      label: t(person.invited ? 'link.welcome' : 'link.reset'),
      icon: <KeyRound className="size-4" />,
      onSelect: () => link('link'),
    },
    mail && {
      id: 'mail',
      label: t(person.invited ? 'link.welcome.mail' : 'link.reset.mail'),
      icon: <Mail className="size-4" />,
      onSelect: () => link('mail'),
    },
    !own && { id: 'line-2', separator: true },
    !own &&
      (disabled
        ? {
            id: 'enable',
            label: t('enable'),
            icon: <CircleCheck className="size-4" />,
            onSelect: () => change({ disabled: false }, t('enabled', { name })),
          }
        : {
            id: 'disable',
            label: t('disable'),
            icon: <Ban className="size-4" />,
            onSelect: () => change({ disabled: true }, t('disabled', { name })),
          }),
    !own && {
      id: 'delete',
      label: t('delete'),
      icon: <Trash2 className="size-4" />,
      danger: true,
      onSelect: () => onOpen({ kind: 'delete', person }),
    },
  ];
  return (
    <Menu
      label={t('menuOf', { name })}
      entries={entries.filter((entry) => entry !== false)}
      trigger={(props) => (
        <IconButton
          {...props}
          label={t('menuOf', { name })}
          icon={<EllipsisVertical aria-hidden="true" className="size-5" />}
        />
      )}
    />
  );
}
