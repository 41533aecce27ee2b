import {
  type Allowance,
  type Capability,
  capabilities,
  type Policy,
} from '@converge/protocol/permissions';
import { Field } from '../../design/field.tsx';
import { Select } from '../../design/select.tsx';
import { useWords } from '../../i18n/words.ts';

const allowances = ['everyone', 'onRequest', 'moderators'] as const satisfies readonly Allowance[];

/** One can't raise a hand to see somebody. */
const isAsked = (capability: Capability): boolean =>
  capability !== 'seeOthers' && capability !== 'seeList';

/** Of the chat, on request means that what is written is seen by who leads first. */
const wordsFor = (capability: Capability, value: Allowance) =>
  capability === 'chat' && value === 'onRequest' ? 'allow.questions' : (`allow.${value}` as const);

/** Every capability, with who has it. */
export function PolicyFields({
  policy,
  onChange,
}: {
  policy: Policy;
  onChange(capability: Capability, allowance: Allowance): void;
}) {
  const t = useWords('roomDialogs');
  return (
    <div className="flex flex-col gap-2">
      {capabilities.map((capability) => (
        <Field
          key={capability}
          label={t(`capability.${capability}`)}
          className="sm:grid sm:grid-cols-[minmax(0,1fr)_12rem] sm:items-center"
        >
          {(control) => (
            <Select
              {...control}
              value={policy[capability]}
              choices={allowances
                .filter((value) => value !== 'onRequest' || isAsked(capability))
                .map((value) => ({ value, label: t(wordsFor(capability, value)) }))}
              onChange={(value) => onChange(capability, value)}
            />
          )}
        </Field>
      ))}
    </div>
  );
}
