import { type ManagedPerson, type PeopleState, peopleStates } from '@converge/protocol/rest/people';
import { FileUp, UserPlus } from 'lucide-react';
import { Suspense, useState } from 'react';
import { usePeople } from '../../../data/people.ts';
import { Button } from '../../../design/button.tsx';
import { Field } from '../../../design/field.tsx';
import { lazyPart } from '../../../design/lazy-part.ts';
import { Select } from '../../../design/select.tsx';
import { Skeleton } from '../../../design/skeleton.tsx';
import { EmptyState } from '../../../design/states.tsx';
import { useWords } from '../../../i18n/words.ts';
import { QueryFault } from '../../faults/query-fault.tsx';
import { AdminPage } from '../frame/admin-page.tsx';
import { Paging } from '../frame/paging.tsx';
import { SearchField } from '../frame/search-field.tsx';
import { useSearch } from '../frame/use-search.ts';
import type { ShownLink } from './link-dialog.tsx';
import { PeopleTable } from './people-table.tsx';

const NewPerson = lazyPart(() => import('./new-person.tsx'));
const ImportPeople = lazyPart(() => import('./import-people.tsx'));
const DeletePerson = lazyPart(() => import('./delete-person.tsx'));
const LinkDialog = lazyPart(() => import('./link-dialog.tsx'));

/** What lies over the page. */
export type PeopleWindow =
  | { readonly kind: 'new' }
  | { readonly kind: 'import' }
  | { readonly kind: 'delete'; readonly person: ManagedPerson }
  | { readonly kind: 'link'; readonly shown: ShownLink };

/** Everybody with an account, and what an admin does with them (ADMIN-1). */
export function PeoplePage() {
  const t = useWords('adminPeople');
  const [open, setOpen] = useState<PeopleWindow | null>(null);
  return (
    <AdminPage
      area="people"
      actions={
        <div className="flex flex-wrap gap-2">
          <Button
            icon={<FileUp aria-hidden="true" className="size-4" />}
            onClick={() => setOpen({ kind: 'import' })}
          >
            {t('import')}
          </Button>
          <Button
            look="primary"
            icon={<UserPlus aria-hidden="true" className="size-4" />}
            onClick={() => setOpen({ kind: 'new' })}
          >
            {t('new')}
          </Button>
        </div>
      }
    >
      <People open={open} onOpen={setOpen} />
    </AdminPage>
  );
}

function People({
  open,
  onOpen,
}: {
  open: PeopleWindow | null;
  onOpen(window: PeopleWindow | null): void;
}) {
  const t = useWords('adminPeople');
  const search = useSearch<PeopleState>('all');
  const { asked, state, offset } = search;
  const people = usePeople({ query: asked, state, offset });
  const close = () => onOpen(null);
  const mail = people.data?.mail ?? false;
  return (
    <div className="flex flex-col gap-4">
      <search className="flex flex-wrap items-center gap-3">
        <SearchField label={t('search')} value={search.query} onChange={search.setQuery} />
        <Field label={t('state.label')} hideLabel className="w-52 max-sm:w-full">
          {(control) => (
            <Select
              {...control}
              value={state}
              choices={peopleStates.map((value) => ({ value, label: t(`state.${value}`) }))}
              onChange={search.setState}
            />
          )}
        </Field>
      </search>
      {people.data ? (
        people.data.people.length === 0 ? (
          <EmptyState title={t('none')} />
        ) : (
          <PeopleTable people={people.data.people} mail={mail} onOpen={onOpen} />
        )
      ) : people.isError ? (
        <QueryFault error={people.error} onRetry={() => void people.refetch()} />
      ) : (
        <Skeleton className="h-96 rounded-card" />
      )}
      {people.data && (
        <Paging
          offset={offset}
          shown={people.data.people.length}
          total={people.data.total}
          onTurn={search.setOffset}
        />
      )}
      <Suspense>
        {open?.kind === 'new' && (
          <NewPerson
            mail={mail}
            onClose={close}
            onLink={(shown) => onOpen({ kind: 'link', shown })}
          />
        )}
        {open?.kind === 'import' && <ImportPeople mail={mail} onClose={close} />}
        {open?.kind === 'delete' && <DeletePerson person={open.person} onClose={close} />}
        {open?.kind === 'link' && <LinkDialog shown={open.shown} onClose={close} />}
      </Suspense>
    </div>
  );
}
