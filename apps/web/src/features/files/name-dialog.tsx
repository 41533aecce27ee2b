import { cleanFileName, splitFileName } from '@converge/protocol/file-names';
import { type FormEvent, useRef, useState } from 'react';
import { toFault } from '../../data/failure.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Field } from '../../design/field.tsx';
import { TextInput } from '../../design/text-input.tsx';
import { useErrorWords } from '../../i18n/errors.ts';
import { useWords } from '../../i18n/words.ts';

/** Asks for the name of a new folder, or another one for what has one. */
export default function NameDialog({
  kind,
  name: before = '',
  onName,
  onClose,
}: {
  kind: 'folder' | 'rename';
  name?: string;
  onName(name: string): Promise<unknown>;
  onClose(): void;
}) {
  const t = useWords('files');
  const common = useWords('common');
  const errors = useErrorWords();
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(before);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  async function save(event: FormEvent) {
    event.preventDefault();
    const clean = cleanFileName(name);
    if (clean === '') {
      setError(errors('file_name_invalid').help);
      return;
    }
    setBusy(true);
    try {
      await onName(clean);
      onClose();
    } catch (failure) {
      setError(errors(toFault(failure).code).title);
      setBusy(false);
    }
  }

  return (
    <Dialog
      open
      width="narrow"
      onClose={onClose}
      title={t(`name.${kind}`)}
      closeLabel={common('close')}
      initialFocus={input}
    >
      <form onSubmit={(event) => void save(event)} className="flex flex-col gap-4">
        <Field label={t('name.label')} error={error}>
          {(control) => (
            <TextInput
              {...control}
              ref={input}
              value={name}
              autoComplete="off"
              // What is to be changed is the stem; the extension says what opens it.
              onFocus={(event) =>
                event.currentTarget.setSelectionRange(0, splitFileName(name).stem.length)
              }
              onChange={(event) => {
                setName(event.currentTarget.value);
                setError(undefined);
              }}
            />
          )}
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button look="primary" type="submit" busy={busy}>
            {kind === 'folder' ? t('name.make') : t('name.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
