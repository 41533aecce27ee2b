import type { ManagedPerson } from '@converge/protocol/rest/people';
import { useMe } from '../../../data/space.ts';
import { Avatar } from '../../../design/avatar.tsx';
import { Badge } from '../../../design/badge.tsx';
import { Cell, HeadCell, Table } from '../../../design/table.tsx';
import { useFormat } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/words.ts';
import type { PeopleWindow } from './people-page.tsx';
import { PersonMenu } from './person-menu.tsx';

/** One row for each; on a phone what doesn't fit beside the name stands below it. */
export function PeopleTable({
  people,
  mail,
  onOpen,
}: {
  people: readonly ManagedPerson[];
  mail: boolean;
  onOpen(window: PeopleWindow): void;
}) {
  const t = useWords('adminPeople');
  return (
    <Table
      label={t('table')}
      head={
        <>
          <HeadCell>{t('column.person')}</HeadCell>
          <HeadCell className="max-sm:hidden">{t('column.role')}</HeadCell>
          <HeadCell className="max-md:hidden">{t('column.rooms')}</HeadCell>
          <HeadCell className="max-md:hidden">{t('column.seen')}</HeadCell>
          <HeadCell>
            <span className="sr-only">{t('column.actions')}</span>
          </HeadCell>
        </>
      }
    >
      {people.map((person) => (
        <Row key={person.id} person={person} mail={mail} onOpen={onOpen} />
      ))}
    </Table>
  );
}

function Row({
  person,
  mail,
  onOpen,
}: {
  person: ManagedPerson;
  mail: boolean;
  onOpen(window: PeopleWindow): void;
}) {
  const t = useWords('adminPeople');
  const format = useFormat();
  const me = useMe();
  const { id, name, email, role, avatar, rooms, lastSeenAt } = person;
  const own = me?.id === id;
  return (
    <tr className="hover:bg-surface-2">
      <th scope="row" className="w-full px-4 py-2 text-left font-semibold">
        <span className="flex items-center gap-3">
          <Avatar id={id} name={name} picture={avatar} />
          <span className="min-w-0">
            <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-strong">
              <span className="wrap-anywhere">{name}</span>
              {own && <Badge tone="accent">{t('you')}</Badge>}
              {person.disabled && <Badge tone="danger">{t('badge.disabled')}</Badge>}
              {person.invited && <Badge tone="warning">{t('badge.invited')}</Badge>}
            </span>
            <span className="block text-13 font-regular wrap-anywhere text-muted">{email}</span>
            <span className="block text-13 font-regular text-muted sm:hidden">
              {t(`role.${role}`)}
            </span>
          </span>
        </span>
      </th>
      <Cell className="whitespace-nowrap max-sm:hidden">{t(`role.${role}`)}</Cell>
      <Cell className="text-muted tabular max-md:hidden">{format.number(rooms)}</Cell>
      <Cell className="whitespace-nowrap text-muted tabular max-md:hidden">
        {lastSeenAt === null ? t('neverSeen') : format.relative(lastSeenAt)}
      </Cell>
      <Cell>
        <PersonMenu person={person} own={own} mail={mail} onOpen={onOpen} />
      </Cell>
    </tr>
  );
}
