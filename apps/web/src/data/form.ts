/**
 * A small form: what was typed, and where the protocol's schema (which the REST
 * client holds before it sends) or the server saw a fault. Nothing typed is lost
 * when sending fails. Why no form library: docs/adr/0012.
 */
import { type FormEvent, useRef, useState } from 'react';
import { type Fault, toFault } from './failure.ts';

/** What is wrong with a field; the interface has words for each. */
export type FieldFault = 'required' | 'too_short' | 'too_long' | 'invalid' | 'taken';

export type FieldFaults = Readonly<Record<string, FieldFault | undefined>>;

export interface Form<Values extends object> {
  readonly values: Values;
  /** Field name -> what is wrong with it. */
  readonly faults: FieldFaults;
  /** The refusal that belongs to no single field. */
  readonly fault: Fault | null;
  readonly busy: boolean;
  set<K extends keyof Values & string>(name: K, value: Values[K]): void;
  /** For the `<form>`; `noValidate` lets our words speak instead of the browser's. */
  readonly props: { noValidate: true; onSubmit(event: FormEvent<HTMLFormElement>): void };
}

/**
 * @param initial the fields, named as in the request's schema
 * @param send sends them; a `ConvergeError` it throws becomes `faults` or `fault`
 */
export function useForm<Values extends object>(
  initial: Values,
  send: (values: Values) => Promise<void>,
): Form<Values> {
  const [values, setValues] = useState(initial);
  const [faults, setFaults] = useState<FieldFaults>({});
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  // A second Enter may come before the render that shows `busy`.
  const sending = useRef(false);

  async function submit(form: HTMLFormElement) {
    if (sending.current) return;
    sending.current = true;
    setBusy(true);
    setFault(null);
    setFaults({});
    try {
      await send(values);
    } catch (error) {
      const refused = toFault(error);
      const named = fieldFaults(refused, values);
      if (Object.keys(named).length === 0) setFault(refused);
      else {
        setFaults(named);
        focusFirstFault(form);
      }
    } finally {
      sending.current = false;
      setBusy(false);
    }
  }

  return {
    values,
    faults,
    fault,
    busy,
    set(name, value) {
      setValues((old) => ({ ...old, [name]: value }));
      // Whoever mends a field isn't told of its old fault any longer.
      setFaults((old) => ({ ...old, [name]: undefined }));
    },
    props: {
      noValidate: true,
      onSubmit(event) {
        event.preventDefault();
        void submit(event.currentTarget);
      },
    },
  };
}

/** The faults at fields that this form has; an empty field is `required`, whatever the schema calls it. */
export function fieldFaults(fault: Fault, values: object): Record<string, FieldFault> {
  const faults: Record<string, FieldFault> = {};
  for (const [path, word] of Object.entries(fault.fields ?? {})) {
    const name = path.split('.')[0] ?? '';
    if (name in values) faults[name] = toFieldFault(word, Reflect.get(values, name));
  }
  // Some refusals are about one field, though the server names none.
  if (fault.code === 'email_taken' && 'email' in values) faults.email = 'taken';
  return faults;
}

function toFieldFault(word: string, value: unknown): FieldFault {
  if (typeof value === 'string' && value.trim() === '') return 'required';
  if (word === 'too_short' || word === 'too_long' || word === 'taken') return word;
  return 'invalid';
}

/** In the next frame: React has written `aria-invalid` by then. */
function focusFirstFault(form: HTMLFormElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid]')?.focus());
}
