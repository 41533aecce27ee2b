import { Ban, X } from 'lucide-react';
import { Badge } from '../../../design/badge.tsx';
import { useWords } from '../../../i18n/words.ts';
import type { Right } from '../model/people.ts';

/** Something that was given to or taken from somebody; one press takes it back. */
export function RightChip({
  right: { capability, allowed },
  onTakeBack,
}: {
  right: Right;
  /** null: one may only see it. */
  onTakeBack: (() => void) | null;
}) {
  const t = useWords('call');
  const what = t(`right.${capability}`);
  const state = allowed ? t('right.allowed', { what }) : t('right.forbidden', { what });
  const chip = (
    <Badge
      tone={allowed ? 'accent' : 'warning'}
      icon={!allowed && <Ban aria-hidden="true" className="size-3.5" />}
    >
      <span className="sr-only">{state}</span>
      <span aria-hidden="true">{what}</span>
      {onTakeBack && <X aria-hidden="true" className="size-3.5" />}
    </Badge>
  );
  if (!onTakeBack) return chip;
  return (
    <button
      type="button"
      aria-label={t('right.takeBack', { state })}
      title={t('right.takeBack', { state })}
      className="inline-flex min-h-6 items-center rounded-full hover:brightness-95 pointer-coarse:min-h-11"
      onClick={onTakeBack}
    >
      {chip}
    </button>
  );
}
