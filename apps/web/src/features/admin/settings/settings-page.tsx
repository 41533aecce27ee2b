import type { Settings } from '@converge/protocol/rest/admin';
import { useState } from 'react';
import { useChangeSettings, useSettings } from '../../../data/admin.ts';
import { useForm } from '../../../data/form.ts';
import { Button } from '../../../design/button.tsx';
import { Skeleton } from '../../../design/skeleton.tsx';
import { toast } from '../../../design/toast.ts';
import { useWords } from '../../../i18n/words.ts';
import { FormFault } from '../../faults/form-fault.tsx';
import { QueryFault } from '../../faults/query-fault.tsx';
import { AdminPage } from '../frame/admin-page.tsx';
import { wholeNumber } from '../frame/number-field.tsx';
import { AccountsPart } from './accounts-part.tsx';
import { changedFrom } from './changed.ts';
import { DefaultsPart } from './defaults-part.tsx';
import { FilesPart } from './files-part.tsx';
import { LogoField } from './logo-field.tsx';
import { NameField } from './name-field.tsx';
import { Part } from './part.tsx';
import { RetentionPart } from './retention-part.tsx';

/** What holds for the whole space (ADMIN-9, ADMIN-10, ADMIN-14, ADMIN-15). */
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

/** What is typed, with numbers as they are typed. */
const beginOf = ({ name, registration, defaults, retention, ...settings }: Settings) => ({
  ...{ name, registration, defaults, retention },
  fileMaxMb: String(settings.fileMaxMb),
  roomQuotaMb: String(settings.roomQuotaMb),
  handInShare: String(settings.handInShare),
});
export type SettingsForm = ReturnType<typeof useForm<ReturnType<typeof beginOf>>>;

function Form({ settings }: { settings: Settings }) {
  const t = useWords('adminSettings');
  const common = useWords('common');
  const change = useChangeSettings();
  const [begun, setBegun] = useState(() => beginOf(settings));
  const form = useForm(begun, async (values) => {
    const { fileMaxMb, roomQuotaMb, handInShare, ...changed } = changedFrom(begun, values);
    await change.mutateAsync({
      ...changed,
      ...(fileMaxMb !== undefined && { fileMaxMb: wholeNumber(fileMaxMb) }),
      ...(roomQuotaMb !== undefined && { roomQuotaMb: wholeNumber(roomQuotaMb) }),
      ...(handInShare !== undefined && { handInShare: wholeNumber(handInShare) }),
    });
    setBegun(values);
    toast({ title: t('saved'), tone: 'success' });
  });
  return (
    <form {...form.props} className="flex max-w-2xl flex-col gap-6">
      <FormFault fault={form.fault} />
      <Part title={t('space')}>
        <NameField form={form} settings={settings} />
        <LogoField logo={settings.logo} />
      </Part>
      <AccountsPart form={form} settings={settings} />
      <DefaultsPart form={form} />
      <FilesPart form={form} settings={settings} />
      <RetentionPart form={form} />
      <Button type="submit" look="primary" busy={form.busy} className="self-start">
        {common('save')}
      </Button>
    </form>
  );
}
