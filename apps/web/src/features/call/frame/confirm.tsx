import { ConfirmDialog } from '../../../design/confirm-dialog.tsx';
import { useWords } from '../../../i18n/words.ts';

export type Question =
  | { readonly kind: 'end' }
  | { readonly kind: 'remove'; readonly name: string };

/** Before what can't be taken back: ending the call for all, removing somebody. */
export default function Confirm({
  question,
  onConfirm,
  onCancel,
}: {
  question: Question;
  onConfirm(): void;
  onCancel(): void;
}) {
  const t = useWords('call');
  const common = useWords('common');
  const title =
    question.kind === 'end' ? t('end.question') : t('remove.question', { name: question.name });
  return (
    <ConfirmDialog
      open
      title={title}
      confirmLabel={t(`${question.kind}.confirm`)}
      cancelLabel={common('cancel')}
      onConfirm={onConfirm}
      onCancel={onCancel}
    >
      {t(`${question.kind}.help`)}
    </ConfirmDialog>
  );
}
