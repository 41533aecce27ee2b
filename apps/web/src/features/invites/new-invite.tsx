import { limits } from '@converge/protocol/limits';
import type { Room } from '@converge/protocol/rest/rooms';
import { useForm } from '../../data/form.ts';
import { useCreateInvite } from '../../data/invites.ts';
import { Button } from '../../design/button.tsx';
import { Field } from '../../design/field.tsx';
import { Select } from '../../design/select.tsx';
import { TextInput } from '../../design/text-input.tsx';
import { useFieldWords } from '../../i18n/use-field-words.ts';
import { useWords } from '../../i18n/words.ts';
import { FormFault } from '../faults/form-fault.tsx';
import { useCopyLink } from '../rooms/use-copy-link.ts';

const hour = 3_600;
/** Seconds an invite works for; null: without end. */
const lifetimes = {
  hour,
  day: 24 * hour,
  week: 7 * 24 * hour,
  month: 30 * 24 * hour,
  never: null,
} as const;
type Lifetime = keyof typeof lifetimes;
const lifetimeNames = Object.keys(lifetimes) as Lifetime[];

const useCounts = ['any', '1', '5', '10', '30', '100'] as const;
type UseCount = (typeof useCounts)[number];

const focus = (input: HTMLInputElement | null) => input?.focus();

/** Makes an invite and copies its link at once: that is what one wants it for. */
export function NewInvite({ room, onDone }: { room: Pick<Room, 'id'>; onDone(): void }) {
  const t = useWords('invites');
  const common = useWords('common');
  const fieldWords = useFieldWords();
  const create = useCreateInvite(room.id);
  const copy = useCopyLink();
  const form = useForm(
    { label: '', expiresIn: 'week' as Lifetime, maxUses: 'any' as UseCount },
    async ({ label, expiresIn, maxUses }) => {
      const { invite } = await create.mutateAsync({
        label,
        expiresIn: lifetimes[expiresIn],
        maxUses: maxUses === 'any' ? null : Number(maxUses),
      });
      onDone();
      await copy(invite.code);
    },
  );
  return (
    <form
      {...form.props}
      className="flex flex-col gap-4 rounded-card border border-line bg-surface-2 p-4"
    >
      <FormFault fault={form.fault} />
      <Field
        label={`${t('label')} (${common('optional')})`}
        hint={t('label.hint')}
        error={fieldWords(form.faults.label, limits.inviteLabel)}
      >
        {(control) => (
          <TextInput
            {...control}
            // The form has just been asked for: writing begins here.
            ref={focus}
            value={form.values.label}
            autoComplete="off"
            onChange={(event) => form.set('label', event.target.value)}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('expiry')}>
          {(control) => (
            <Select
              {...control}
              value={form.values.expiresIn}
              choices={lifetimeNames.map((value) => ({ value, label: t(`expiry.${value}`) }))}
              onChange={(value) => form.set('expiresIn', value)}
            />
          )}
        </Field>
        <Field label={t('uses')}>
          {(control) => (
            <Select
              {...control}
              value={form.values.maxUses}
              choices={useCounts.map((value) => ({
                value,
                label: value === 'any' ? t('uses.any') : t('uses.count', { count: Number(value) }),
              }))}
              onChange={(value) => form.set('maxUses', value)}
            />
          )}
        </Field>
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="quiet" onClick={onDone}>
          {common('cancel')}
        </Button>
        <Button type="submit" look="primary" busy={form.busy}>
          {t('create.submit')}
        </Button>
      </div>
    </form>
  );
}
