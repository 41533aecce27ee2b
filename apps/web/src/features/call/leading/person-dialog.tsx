import { type Capability, capabilities } from '@converge/protocol/permissions';
import { Ban, Crown, MicOff } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { Dialog } from '../../../design/dialog.tsx';
import { Field } from '../../../design/field.tsx';
import { Select } from '../../../design/select.tsx';
import { Switch } from '../../../design/switch.tsx';
import { useWords } from '../../../i18n/words.ts';
import type { PersonMay, PersonModel } from '../model/people.ts';

export interface PersonActions {
  grant(capability: Capability, allowed: boolean | null): void;
  muteFirmly(): void;
  appoint(role: 'moderator' | 'participant'): void;
  handOver(): void;
  ban(address: boolean): void;
}

/** Somebody as far as their rights go, whether they are in the call or not. */
export interface PersonRights extends Pick<PersonModel, 'name' | 'role' | 'leads' | 'rights'> {
  readonly may: Pick<PersonMay, 'grant' | 'appoint' | 'mute' | 'handOver' | 'ban'>;
  /** Where they come from can be kept out with them; absent: it can. */
  readonly network?: boolean;
}

const choices = ['policy', 'given', 'taken'] as const;
type Choice = (typeof choices)[number];
const allowedOf: Readonly<Record<Choice, boolean | null>> = {
  policy: null,
  given: true,
  taken: false,
};

/** Everything about one person's rights; each change acts at once. */
export default function PersonDialog({
  person,
  actions,
  onClose,
}: {
  person: PersonRights;
  actions: PersonActions;
  onClose(): void;
}) {
  const t = useWords('leading');
  const common = useWords('common');
  const { name, may, rights } = person;
  return (
    <Dialog
      open
      onClose={onClose}
      width="narrow"
      title={t('person.title', { name })}
      closeLabel={common('close')}
    >
      <div className="flex flex-col gap-6">
        {may.grant && !person.leads && <Grants rights={rights} onGrant={actions.grant} />}
        {may.appoint && (
          <Switch
            label={t('person.role')}
            hint={t('person.role.hint')}
            checked={person.role === 'moderator'}
            onChange={(leads) => actions.appoint(leads ? 'moderator' : 'participant')}
          />
        )}
        {may.mute && (
          <Button
            className="self-start"
            icon={<MicOff aria-hidden="true" className="size-4" />}
            onClick={() => {
              actions.muteFirmly();
              onClose();
            }}
          >
            {t('person.mute')}
          </Button>
        )}
        {may.handOver && (
          <Asked
            label={t('person.handOver')}
            help={t('person.handOver.help', { name })}
            confirm={t('person.handOver.confirm')}
            icon={<Crown aria-hidden="true" className="size-4" />}
            onConfirm={() => {
              actions.handOver();
              onClose();
            }}
          />
        )}
        {may.ban && (
          <BanForm
            name={name}
            network={person.network ?? true}
            onBan={actions.ban}
            onClose={onClose}
          />
        )}
      </div>
    </Dialog>
  );
}

function Grants({
  rights,
  onGrant,
}: {
  rights: PersonModel['rights'];
  onGrant: PersonActions['grant'];
}) {
  const t = useWords('leading');
  const dialogs = useWords('roomDialogs');
  const now = (capability: Capability): Choice => {
    const right = rights.find((one) => one.capability === capability);
    if (!right) return 'policy';
    return right.allowed ? 'given' : 'taken';
  };
  return (
    <fieldset>
      <legend className="text-14 font-semibold text-strong">{t('person.rights')}</legend>
      <p className="mb-2 text-13 text-muted">{t('person.hint')}</p>
      <div className="flex flex-col gap-2">
        {capabilities.map((capability) => (
          <Field
            key={capability}
            label={dialogs(`capability.${capability}`)}
            className="sm:grid sm:grid-cols-2 sm:items-center"
          >
            {(control) => (
              <Select
                {...control}
                value={now(capability)}
                choices={choices.map((value) => ({ value, label: t(`person.${value}`) }))}
                onChange={(choice) => onGrant(capability, allowedOf[choice])}
              />
            )}
          </Field>
        ))}
      </div>
    </fieldset>
  );
}

/** Something that asks once more, in its own place. */
function Asked({
  label,
  help,
  confirm,
  icon,
  onConfirm,
}: {
  label: string;
  help: string;
  confirm: string;
  icon: ReactNode;
  onConfirm(): void;
}) {
  const common = useWords('common');
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <Button className="self-start" icon={icon} onClick={() => setAsking(true)}>
        {label}
      </Button>
    );
  }
  return (
    <div role="alert" className="rounded-card border border-line p-4">
      <p className="text-14 text-normal">{help}</p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button onClick={() => setAsking(false)}>{common('cancel')}</Button>
        <Button look="danger" onClick={onConfirm}>
          {confirm}
        </Button>
      </div>
    </div>
  );
}

function BanForm({
  name,
  network,
  onBan,
  onClose,
}: {
  name: string;
  network: boolean;
  onBan(address: boolean): void;
  onClose(): void;
}) {
  const t = useWords('leading');
  const common = useWords('common');
  const [asking, setAsking] = useState(false);
  const [address, setAddress] = useState(false);
  if (!asking) {
    return (
      <Button
        className="self-start"
        icon={<Ban aria-hidden="true" className="size-4 text-danger-text" />}
        onClick={() => setAsking(true)}
      >
        {t('person.ban')}
      </Button>
    );
  }
  return (
    <div role="alert" className="rounded-card border border-line p-4">
      <p className="text-14 text-normal">{t('person.ban.help', { name })}</p>
      {network && (
        <Switch
          className="mt-2"
          label={t('person.ban.address')}
          hint={t('person.ban.address.hint')}
          checked={address}
          onChange={setAddress}
        />
      )}
      <div className="mt-3 flex flex-wrap gap-2">
        <Button onClick={() => setAsking(false)}>{common('cancel')}</Button>
        <Button
          look="danger"
          onClick={() => {
            onBan(address);
            onClose();
          }}
        >
          {t('person.ban.confirm')}
        </Button>
      </div>
    </div>
  );
}
