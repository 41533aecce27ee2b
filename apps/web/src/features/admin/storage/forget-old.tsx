import type { OldAnswer } from '@converge/protocol/rest/storage';
import { Link } from 'react-router';
import { useForget, useOld } from '../../../data/storage.ts';
import { Button } from '../../../design/button.tsx';
import { Dialog } from '../../../design/dialog.tsx';
import { Skeleton } from '../../../design/skeleton.tsx';
import { toast } from '../../../design/toast.ts';
import { useFormat } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/words.ts';
import { QueryFault } from '../../faults/query-fault.tsx';
import { useFaultToast } from '../../faults/use-fault-toast.ts';

/** What is older than was set to be kept: looked at first, then forgotten (ADMIN-10). */
export default function ForgetOld({ onClose }: { onClose(): void }) {
  const t = useWords('adminStorage');
  const common = useWords('common');
  const old = useOld();
  const forgetting = useForget();
  const showFault = useFaultToast();
  const forget = async () => {
    try {
      await forgetting.mutateAsync();
      toast({ title: t('old.done'), tone: 'success' });
      onClose();
    } catch (error) {
      showFault(error);
    }
  };
  return (
    <Dialog
      open
      width="narrow"
      onClose={onClose}
      title={t('old.title')}
      description={t('old.help')}
      closeLabel={common('close')}
      footer={
        <>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button
            look="danger"
            busy={forgetting.isPending}
            disabled={!old.data || isNothing(old.data)}
            onClick={() => void forget()}
          >
            {t('old.confirm')}
          </Button>
        </>
      }
    >
      {old.data ? (
        <Old old={old.data} />
      ) : old.isError ? (
        <QueryFault error={old.error} onRetry={() => void old.refetch()} />
      ) : (
        <Skeleton className="h-24" />
      )}
      <p className="mt-4 text-13 text-muted">
        <Link to="/admin/settings" className="text-accent-text underline">
          {t('old.settings')}
        </Link>
      </p>
    </Dialog>
  );
}

const isNothing = ({ files, calls, log, guests }: OldAnswer): boolean =>
  !files?.count && !calls && !log && !guests;

function Old({ old }: { old: OldAnswer }) {
  const t = useWords('adminStorage');
  const format = useFormat();
  const rows = [
    {
      name: t('old.files'),
      value:
        old.files && `${t('files', { count: old.files.count })}, ${format.bytes(old.files.bytes)}`,
    },
    { name: t('old.calls'), value: old.calls === null ? null : format.number(old.calls) },
    { name: t('old.log'), value: old.log === null ? null : format.number(old.log) },
    { name: t('old.guests'), value: old.guests === null ? null : format.number(old.guests) },
  ];
  return (
    <dl className="divide-y divide-line">
      {rows.map(({ name, value }) => (
        <div key={name} className="flex flex-wrap justify-between gap-x-4 py-2">
          <dt className="text-normal">{name}</dt>
          <dd className={value === null ? 'text-muted' : 'font-semibold text-strong tabular'}>
            {value ?? t('old.kept')}
          </dd>
        </div>
      ))}
    </dl>
  );
}
