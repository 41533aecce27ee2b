import { limits } from '@converge/protocol/limits';
import {
  type Policy,
  Preset,
  type RoomAccess,
  type RoomDoor,
} from '@converge/protocol/permissions';
import { useId } from 'react';
import { useNavigate } from 'react-router';
import { useForm } from '../../data/form.ts';
import { useRoomDefaults } from '../../data/room-defaults.ts';
import { useCreateRoom } from '../../data/rooms.ts';
import { Button } from '../../design/button.tsx';
import { ChoiceList } from '../../design/choice-list.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Field } from '../../design/field.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { TextInput } from '../../design/text-input.tsx';
import { useFieldWords } from '../../i18n/use-field-words.ts';
import { useWords } from '../../i18n/words.ts';
import { DoorField } from '../call/leading/door-field.tsx';
import { FormFault } from '../faults/form-fault.tsx';
import { AccessField } from './access-field.tsx';
import { PolicyFields } from './policy-fields.tsx';
import { presetIcons } from './preset-icons.tsx';
import { roomPath } from './room-words.ts';

/** Of the options only those that were chosen: the others are as is usual here, as the server knows it. */
interface Wanted {
  name: string;
  preset: Preset;
  access: RoomAccess | undefined;
  door: RoomDoor | undefined;
  policy: Partial<Policy>;
}

/** A new room with everything that can be said of it, made in one act (ROOM-11). */
export default function NewRoomDialog({ onClose }: { onClose(): void }) {
  const t = useWords('roomDialogs');
  const common = useWords('common');
  const fieldWords = useFieldWords();
  const creating = useCreateRoom();
  const navigate = useNavigate();
  const formId = useId();
  const form = useForm<Wanted>(
    { name: '', preset: 'class', access: undefined, door: undefined, policy: {} },
    async ({ name, preset, access, door, policy }) => {
      const chosen = { ...(access && { access }), ...(door && { door }) };
      const { room } = await creating.mutateAsync({ name, preset, ...chosen, policy });
      onClose();
      await navigate(roomPath(room.id));
    },
  );
  const { values } = form;
  const usual = useRoomDefaults().data?.[values.preset];
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('new.title')}
      closeLabel={common('close')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" form={formId} look="primary" busy={form.busy}>
            {t('new.yes')}
          </Button>
        </>
      }
    >
      <form {...form.props} id={formId} className="flex flex-col gap-6">
        <FormFault fault={form.fault} />
        <Field
          label={t('settings.name')}
          hint={t('new.name.hint')}
          error={fieldWords(form.faults.name, limits.roomName)}
        >
          {(control) => (
            <TextInput
              {...control}
              value={values.name}
              autoComplete="off"
              onChange={(event) => form.set('name', event.target.value)}
            />
          )}
        </Field>
        <ChoiceList
          label={t('new.kind')}
          value={values.preset}
          onChange={(preset) => {
            form.set('preset', preset);
            // A kind is what it says of these (ROOM-3).
            form.set('policy', {});
          }}
          choices={Preset.options.toReversed().map((value) => {
            const Icon = presetIcons[value];
            return {
              value,
              label: common(`preset.${value}`),
              hint: t(`kind.${value}.hint`),
              icon: <Icon className="size-4" />,
            };
          })}
        />
        {usual ? (
          <>
            <AccessField
              value={values.access ?? usual.access}
              onChange={(access) => form.set('access', access)}
            />
            <DoorField
              value={values.door ?? usual.door}
              onChange={(door) => form.set('door', door)}
            />
            <details className="group rounded-control border border-line">
              <summary className="cursor-pointer rounded-control px-3 py-2.5 text-14 font-semibold text-strong hover:bg-surface-2 focus-visible:outline-2 focus-visible:outline-offset-1 focus-visible:outline-focus">
                {t('settings.policy')}
              </summary>
              <div className="px-3 pt-1 pb-3">
                <p className="mb-2 text-13 text-muted">{t('settings.policy.hint')}</p>
                <PolicyFields
                  policy={{ ...usual.policy, ...values.policy }}
                  onChange={(capability, value) =>
                    form.set('policy', { ...values.policy, [capability]: value })
                  }
                />
              </div>
            </details>
          </>
        ) : (
          <Skeleton className="h-72" />
        )}
      </form>
    </Dialog>
  );
}
