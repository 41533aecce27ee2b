import { ArrowRight } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { Button } from '../../design/button.tsx';
import { Field } from '../../design/field.tsx';
import { TextInput } from '../../design/text-input.tsx';
import { useWords } from '../../i18n/words.ts';
import { codeOf } from './code-of.ts';
import { joinPath } from './room-words.ts';

/** A field for a code or a whole link; Enter leads to the room's door. */
export function CodeForm({ className }: { className?: string }) {
  const t = useWords('main');
  const common = useWords('common');
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string>();

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const code = codeOf(typed);
    if (code) navigate(joinPath(code));
    else {
      setError(typed.trim() ? t('code.invalid') : t('code.required'));
      event.currentTarget.querySelector('input')?.focus();
    }
  }

  return (
    <form onSubmit={submit} noValidate className={className}>
      <Field label={t('code.label')} hint={t('code.hint')} error={error}>
        {(control) => (
          <div className="flex gap-2">
            <TextInput
              {...control}
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value);
                setError(undefined);
              }}
              placeholder={t('code.placeholder')}
              autoCapitalize="none"
              autoComplete="off"
              spellCheck={false}
              enterKeyHint="go"
              className="min-h-12 text-16"
            />
            <Button
              type="submit"
              look="primary"
              size="large"
              icon={<ArrowRight aria-hidden="true" className="size-5 shrink-0" />}
            >
              {common('join')}
            </Button>
          </div>
        )}
      </Field>
    </form>
  );
}
