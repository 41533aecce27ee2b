import { logoBytes } from '@converge/protocol/rest/admin';
import { ImageUp, Trash2 } from 'lucide-react';
import { type ChangeEvent, useId } from 'react';
import { useSetLogo } from '../../../data/admin.ts';
import { Button, buttonClass } from '../../../design/button.tsx';
import { cx } from '../../../design/cx.ts';
import { Mark } from '../../../design/mark.tsx';
import { toast } from '../../../design/toast.ts';
import { useFormat } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/words.ts';
import { useFaultToast } from '../../faults/use-fault-toast.ts';

/** The logo as it stands beside the name; another one is there as soon as it is chosen. */
export function LogoField({ logo }: { logo: string | null }) {
  const t = useWords('adminSettings');
  const format = useFormat();
  const setting = useSetLogo();
  const showFault = useFaultToast();
  const hint = useId();
  async function save(picture: File | null) {
    try {
      await setting.mutateAsync(picture);
      toast({ title: t('saved'), tone: 'success' });
    } catch (error) {
      showFault(error);
    }
  }
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [picture] = target.files ?? [];
    // The same file again is a choice, too.
    target.value = '';
    if (picture) void save(picture);
  };
  return (
    <div className="flex flex-col gap-2">
      <span className="text-14 font-semibold text-strong">{t('logo')}</span>
      <div className="flex flex-wrap items-center gap-4">
        <span className="flex size-16 items-center justify-center rounded-card border border-line bg-surface-0">
          {logo ? (
            <img src={logo} alt={t('logo.now')} className="max-h-12 max-w-14 object-contain" />
          ) : (
            <Mark className="size-10" />
          )}
        </span>
        <span className="flex flex-wrap gap-2">
          <label
            className={cx(
              buttonClass('secondary'),
              'relative cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-focus',
            )}
          >
            <ImageUp aria-hidden="true" className="size-4" />
            {t('logo.choose')}
            <input
              type="file"
              accept="image/png,image/webp,image/svg+xml"
              aria-describedby={hint}
              disabled={setting.isPending}
              onChange={choose}
              className="sr-only"
            />
          </label>
          {logo && (
            <Button
              look="quiet"
              busy={setting.isPending}
              icon={<Trash2 aria-hidden="true" className="size-4" />}
              onClick={() => void save(null)}
            >
              {t('logo.remove')}
            </Button>
          )}
        </span>
      </div>
      <p id={hint} className="text-13 text-muted">
        {t('logo.hint', { size: format.bytes(logoBytes) })}
      </p>
    </div>
  );
}
