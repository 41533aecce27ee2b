import { limits } from '@converge/protocol/limits';
import type { FieldFault } from '../../data/form.ts';
import { Field } from '../../design/field.tsx';
import { PasswordInput } from '../../design/password-input.tsx';
import { TextInput } from '../../design/text-input.tsx';
import { useFieldWords } from '../../i18n/use-field-words.ts';
import { useWords } from '../../i18n/words.ts';

interface FieldProps {
  value: string;
  fault: FieldFault | undefined;
  onChange(value: string): void;
}

/** Where one's account is known by. */
export function EmailField({ value, fault, onChange }: FieldProps) {
  const t = useWords('auth');
  const errors = useWords('errors');
  const fieldWords = useFieldWords();
  return (
    <Field
      label={t('email')}
      error={fault === 'invalid' ? errors('field.email') : fieldWords(fault, limits.email)}
    >
      {(control) => (
        <TextInput
          {...control}
          type="email"
          inputMode="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** A password that exists already. */
export function PasswordField({ value, fault, onChange, label }: FieldProps & { label?: string }) {
  const t = useWords('auth');
  const common = useWords('common');
  const fieldWords = useFieldWords();
  return (
    <Field
      label={label ?? t('password')}
      error={fault === 'invalid' ? t('password.wrong') : fieldWords(fault)}
    >
      {(control) => (
        <PasswordInput
          {...control}
          showLabel={common('showPassword')}
          autoComplete="current-password"
          required
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** A password one is about to choose: the password manager may offer one. */
export function NewPasswordField({
  value,
  fault,
  onChange,
  label,
}: FieldProps & { label?: string }) {
  const t = useWords('auth');
  const common = useWords('common');
  const fieldWords = useFieldWords();
  return (
    <Field
      label={label ?? t('password')}
      hint={t('password.hint', { count: limits.password.min })}
      error={fieldWords(fault, limits.password)}
    >
      {(control) => (
        <PasswordInput
          {...control}
          showLabel={common('showPassword')}
          autoComplete="new-password"
          required
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
