import { limits } from '@converge/protocol/limits';
import type {
  Delivery,
  ImportAnswer,
  ImportFault,
  ImportRow,
} from '@converge/protocol/rest/people';
import { CircleAlert, CircleCheck, Download, FileUp } from 'lucide-react';
import { useId, useState } from 'react';
import { useImportPeople } from '../../../data/people.ts';
import { saveFile } from '../../../data/save-file.ts';
import { Button, buttonClass } from '../../../design/button.tsx';
import { cx } from '../../../design/cx.ts';
import { Dialog } from '../../../design/dialog.tsx';
import { Notice } from '../../../design/states.tsx';
import { Cell, HeadCell, Table } from '../../../design/table.tsx';
import { useWords } from '../../../i18n/words.ts';
import { useFaultToast } from '../../faults/use-fault-toast.ts';
import { DeliveryChoice } from './delivery-choice.tsx';
import { listOf, rowsOf, textOf } from './read-list.ts';

type Step =
  | { readonly kind: 'choose'; readonly fault: 'empty' | 'long' | null }
  | { readonly kind: 'preview'; readonly rows: ImportRow[]; readonly answer: ImportAnswer }
  | { readonly kind: 'done'; readonly answer: ImportAnswer; readonly mailed: boolean };

/** A list of people from a file: looked through first, with the fault of each row (ADMIN-7). */
export default function ImportPeople({ mail, onClose }: { mail: boolean; onClose(): void }) {
  const t = useWords('adminPeople');
  const common = useWords('common');
  const importing = useImportPeople();
  const showFault = useFaultToast();
  const [step, setStep] = useState<Step>({ kind: 'choose', fault: null });
  const [deliver, setDeliver] = useState<Delivery>(mail ? 'mail' : 'link');

  const ask = (rows: ImportRow[], commit: boolean) =>
    importing.mutateAsync({ rows, commit, deliver });
  const read = async (file: File) => {
    const rows = rowsOf(textOf(await file.arrayBuffer()));
    if (rows.length === 0) setStep({ kind: 'choose', fault: 'empty' });
    else if (rows.length > limits.importRows) setStep({ kind: 'choose', fault: 'long' });
    else setStep({ kind: 'preview', rows, answer: await ask(rows, false) });
  };
  const make = async (rows: ImportRow[]) => {
    setStep({ kind: 'done', answer: await ask(rows, true), mailed: deliver === 'mail' });
  };
  const made = step.kind === 'choose' ? 0 : step.answer.made;

  return (
    <Dialog
      open
      width="wide"
      onClose={onClose}
      title={t(step.kind === 'done' ? 'import.done' : 'import.title', { count: made })}
      description={step.kind === 'choose' ? t('import.help') : undefined}
      closeLabel={common('close')}
      footer={
        step.kind === 'preview' ? (
          <>
            <Button onClick={() => setStep({ kind: 'choose', fault: null })}>
              {common('back')}
            </Button>
            <Button
              look="primary"
              busy={importing.isPending}
              disabled={made === 0}
              onClick={() => void make(step.rows).catch(showFault)}
            >
              {t('import.make', { count: made })}
            </Button>
          </>
        ) : (
          <Button onClick={onClose}>{common(step.kind === 'done' ? 'close' : 'cancel')}</Button>
        )
      }
    >
      {step.kind === 'choose' && (
        <Choose
          fault={step.fault}
          busy={importing.isPending}
          onFile={(file) => void read(file).catch(showFault)}
        />
      )}
      {step.kind === 'preview' && (
        <div className="flex flex-col gap-4">
          <Rows answer={step.answer} />
          <DeliveryChoice mail={mail} value={deliver} onChange={setDeliver} />
        </div>
      )}
      {step.kind === 'done' && <Done answer={step.answer} mailed={step.mailed} />}
    </Dialog>
  );
}

function Choose({
  fault,
  busy,
  onFile,
}: {
  fault: 'empty' | 'long' | null;
  busy: boolean;
  onFile(file: File): void;
}) {
  const t = useWords('adminPeople');
  const id = useId();
  return (
    <div className="flex flex-col gap-4">
      {fault && (
        <div role="alert">
          <Notice tone="danger" icon={<CircleAlert aria-hidden="true" className="size-4" />}>
            {t(`import.${fault}`, { count: limits.importRows })}
          </Notice>
        </div>
      )}
      <pre className="overflow-x-auto rounded-control bg-surface-2 p-3 font-mono text-13">
        {t('import.example')}
      </pre>
      <div>
        <input
          id={id}
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          className="peer sr-only"
          disabled={busy}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file) onFile(file);
            // The same file again is a new choice.
            event.target.value = '';
          }}
        />
        <label
          htmlFor={id}
          className={`${buttonClass('primary')} cursor-pointer peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-focus`}
        >
          <FileUp aria-hidden="true" className="size-4" />
          {t('import.choose')}
        </label>
      </div>
    </div>
  );
}

function Rows({ answer }: { answer: ImportAnswer }) {
  const t = useWords('adminPeople');
  const faulty = answer.rows.length - answer.made;
  return (
    <>
      {faulty > 0 && (
        <Notice tone="warning" icon={<CircleAlert aria-hidden="true" className="size-4" />}>
          {t('import.faulty', { count: faulty })}
        </Notice>
      )}
      <Table
        label={t('import.rows')}
        head={
          <>
            <HeadCell className="max-sm:hidden">{t('import.row')}</HeadCell>
            <HeadCell>{t('column.person')}</HeadCell>
            <HeadCell className="max-sm:hidden">{t('import.state')}</HeadCell>
          </>
        }
      >
        {answer.rows.map(({ name, email, fault }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name, and never move
          <tr key={index}>
            <Cell className="text-muted tabular max-sm:hidden">{index + 1}</Cell>
            <th scope="row" className="w-full px-4 py-2 text-left font-regular">
              <span className="block font-semibold wrap-anywhere text-strong">{name || '–'}</span>
              <span className="block text-13 wrap-anywhere text-muted">{email || '–'}</span>
              <span className="block pt-1 sm:hidden">
                <RowState fault={fault} />
              </span>
            </th>
            <Cell className="whitespace-nowrap max-sm:hidden">
              <RowState fault={fault} />
            </Cell>
          </tr>
        ))}
      </Table>
    </>
  );
}

function RowState({ fault }: { fault: ImportFault | null }) {
  const t = useWords('adminPeople');
  const Sign = fault ? CircleAlert : CircleCheck;
  return (
    <span
      className={cx(
        'flex items-center gap-1.5 text-13',
        fault ? 'text-danger-text' : 'text-speaking-text',
      )}
    >
      <Sign aria-hidden="true" className="size-4 shrink-0" />
      {t(fault ? `fault.${fault}` : 'fault.none')}
    </span>
  );
}

function Done({ answer, mailed }: { answer: ImportAnswer; mailed: boolean }) {
  const t = useWords('adminPeople');
  if (mailed) return <p>{t('import.mailed')}</p>;
  const rows = answer.rows.flatMap(({ name, email, link }) => (link ? [[name, email, link]] : []));
  const save = () => {
    saveFile('links.csv', listOf([[t('name'), t('email'), t('shown.label')], ...rows]));
  };
  return (
    <div className="flex flex-col gap-4">
      <p>{t('import.links')}</p>
      <Button
        look="primary"
        className="self-start"
        icon={<Download aria-hidden="true" className="size-4" />}
        onClick={save}
      >
        {t('import.save')}
      </Button>
    </div>
  );
}
