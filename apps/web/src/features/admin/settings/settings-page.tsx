import { limits } from '@converge/protocol/limits';
import type { RoomAccess } from '@converge/protocol/permissions';
import type { Settings } from '@converge/protocol/rest/admin';
import type { Registration } from '@converge/protocol/rest/space';
import { Globe, Link2, Lock } from 'lucide-react';
import { useChangeSettings, useSettings } from '../../../data/admin.ts';
import { useForm } from '../../../data/form.ts';
import { Button } from '../../../design/button.tsx';
import { ChoiceList } from '../../../design/choice-list.tsx';
import { Field } from '../../../design/field.tsx';
import { Select } from '../../../design/select.tsx';
import { Skeleton } from '../../../design/skeleton.tsx';
import { TextInput } from '../../../design/text-input.tsx';
import { toast } from '../../../design/toast.ts';
import { useFieldWords } from '../../../i18n/use-field-words.ts';
import { useWords } from '../../../i18n/words.ts';
import { FormFault } from '../../faults/form-fault.tsx';
import { QueryFault } from '../../faults/query-fault.tsx';
import { AdminPage } from '../frame/admin-page.tsx';
import { InvitationLink } from './invitation-link.tsx';
import { Part } from './part.tsx';

/** What holds for the whole space (ADMIN-9, ADMIN-10). */
export function SettingsPage() {
  return (
    <AdminPage area="settings">
      <Loaded />
    </AdminPage>
  );
}

function Loaded() {
  const settings = useSettings();
  if (settings.data) return <Form settings={settings.data} />;
  if (settings.isError) {
    return <QueryFault error={settings.error} onRetry={() => void settings.refetch()} />;
  }
  return <Skeleton className="h-96 max-w-2xl rounded-card" />;
}

const icons = { open: Globe, invited: Link2, closed: Lock };
const registrations = ['open', 'invited', 'closed'] as const satisfies readonly Registration[];
const accesses = ['open', 'link', 'private'] as const satisfies readonly RoomAccess[];
const days = ['never', '30', '90', '180', '365'] as const;

function Form({ settings }: { settings: Settings }) {
  const t = useWords('adminSettings');
  const common = useWords('common');
  const fieldWords = useFieldWords();
  const change = useChangeSettings();
  const { invitation, ...begin } = settings;
  const form = useForm(begin, async (body) => {
    await change.mutateAsync(body);
    toast({ title: t('saved'), tone: 'success' });
  });
  const { values, set } = form;
  const kept = values.retentionDays === null ? 'never' : String(values.retentionDays);
  return (
    <form {...form.props} className="flex max-w-2xl flex-col gap-6">
      <FormFault fault={form.fault} />
      <Part title={t('space')}>
        <Field
          label={t('name')}
          hint={t('name.hint')}
          error={fieldWords(form.faults.name, limits.roomName)}
        >
          {(control) => (
            <TextInput
              {...control}
              autoComplete="off"
              value={values.name}
              onChange={(event) => set('name', event.target.value)}
            />
          )}
        </Field>
      </Part>
      <Part title={t('accounts')}>
        <ChoiceList
          label={t('registration')}
          value={values.registration}
          onChange={(value: Registration) => set('registration', value)}
          choices={registrations.map((value) => {
            const Icon = icons[value];
            return {
              value,
              label: t(`registration.${value}`),
              hint: t(`registration.${value}.hint`),
              icon: <Icon className="size-5" />,
            };
          })}
        />
        {values.registration === 'invited' && <InvitationLink invitation={invitation} />}
      </Part>
      <Part title={t('rooms')}>
        {(['meetingAccess', 'classAccess'] as const).map((name) => (
          <Field key={name} label={t(name)} className="sm:grid sm:grid-cols-2 sm:items-center">
            {(control) => (
              <Select
                {...control}
                value={values[name]}
                choices={accesses.map((value) => ({ value, label: common(`access.${value}`) }))}
                onChange={(value: RoomAccess) => set(name, value)}
              />
            )}
          </Field>
        ))}
      </Part>
      <Part title={t('calls')}>
        <Field label={t('retention')} hint={t('retention.hint')}>
          {(control) => (
            <Select
              {...control}
              value={kept}
              choices={[...new Set([...days, kept])].map((value) => ({
                value,
                label:
                  value === 'never'
                    ? t('retention.never')
                    : t('retention.days', { count: Number(value) }),
              }))}
              onChange={(value) => set('retentionDays', value === 'never' ? null : Number(value))}
            />
          )}
        </Field>
      </Part>
      <Button type="submit" look="primary" busy={form.busy} className="self-start">
        {common('save')}
      </Button>
    </form>
  );
}
