import { ConvergeError } from '@converge/protocol/errors';
import { limits } from '@converge/protocol/limits';
import type { JoinCard } from '@converge/protocol/rest/join';
import { type FormEvent, useRef, useState } from 'react';
import { type Fault, toFault } from '../../data/failure.ts';
import { Avatar } from '../../design/avatar.tsx';
import { Button } from '../../design/button.tsx';
import { Field } from '../../design/field.tsx';
import { TextInput } from '../../design/text-input.tsx';
import { useErrorWords } from '../../i18n/errors.ts';
import { useWords } from '../../i18n/words.ts';

/** A name where one is needed, and the one button. */
export function JoinForm({
  me,
  name,
  onName,
  onEnter,
}: {
  me: JoinCard['me'];
  name: string;
  onName(name: string): void;
  /** Rejects with what kept one out. */
  onEnter(name: string): Promise<void>;
}) {
  const t = useWords('join');
  const words = useErrorWords();
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const known = me?.person.kind === 'user' ? me.person : null;

  const enter = async () => {
    if (busy) return;
    setFault(null);
    setBusy(true);
    try {
      if (!known && name.trim() === '') throw new ConvergeError('name_required');
      await onEnter(name.trim());
    } catch (error) {
      const refused = toFault(error);
      setFault(refused);
      setBusy(false);
      if (isOfName(refused)) field.current?.focus();
    }
  };
  const said = fault ? words(fault.code) : null;
  const ofName = fault !== null && isOfName(fault);
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void enter();
      }}
    >
      {known ? (
        <p className="flex items-center gap-3 text-strong">
          <Avatar id={known.id} name={known.name} picture={known.avatar} />
          <span className="min-w-0 [overflow-wrap:anywhere]">{t('as', { name: known.name })}</span>
        </p>
      ) : (
        <Field
          label={t('name.label')}
          hint={t('name.hint')}
          error={ofName ? `${said?.title}. ${said?.help}` : undefined}
        >
          {(control) => (
            <TextInput
              {...control}
              ref={field}
              name="name"
              autoComplete="name"
              maxLength={limits.name.max}
              value={name}
              onChange={(event) => onName(event.target.value)}
            />
          )}
        </Field>
      )}
      <Button type="submit" look="primary" size="large" busy={busy} className="w-full">
        {busy ? t('entering') : t('enter')}
      </Button>
      <div aria-live="assertive" className="text-14 text-danger-text empty:hidden">
        {said && !ofName && (
          <>
            <p className="font-semibold">{said.title}</p>
            <p>{said.help}</p>
          </>
        )}
      </div>
    </form>
  );
}

const isOfName = (fault: Fault): boolean =>
  fault.code === 'name_required' || fault.fields?.name !== undefined;
