import { Maximize2, Mic, MicOff, PhoneOff, Radio } from 'lucide-react';
import { IconButton } from '../../../design/icon-button.tsx';
import { useFormat } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/words.ts';
import type { SwitchState } from '../model/bar.ts';

/** The running call, small, while one walks through other pages. */
export function Dock({
  name,
  people,
  microphone,
  onToggleMicrophone,
  onBack,
  onLeave,
}: {
  name: string;
  people: number;
  microphone: SwitchState;
  onToggleMicrophone(): void;
  onBack(): void;
  onLeave(): void;
}) {
  const t = useWords('call');
  const format = useFormat();
  const on = microphone.kind === 'on';
  return (
    <section
      data-dock
      aria-label={t('dock.label', { name })}
      className="stage fixed right-3 bottom-[calc(4.75rem+env(safe-area-inset-bottom))] z-30 flex max-w-[calc(100vw-1.5rem)] items-center gap-1 rounded-tile border border-line p-1.5 shadow-float lg:right-5 lg:bottom-5"
    >
      <button
        type="button"
        onClick={onBack}
        className="flex min-h-11 min-w-0 items-center gap-3 rounded-card px-3 text-left hover:bg-surface-2"
      >
        <Maximize2 aria-hidden="true" className="size-4 shrink-0 text-muted" />
        <span className="min-w-0">
          <span className="sr-only">{t('dock.back')}</span>
          <span className="block max-w-48 truncate text-14 font-semibold text-strong">{name}</span>
          <span className="flex items-center gap-1 text-12 text-live-text tabular">
            <Radio aria-hidden="true" className="size-3.5" />
            {t('dock.live')} · {format.number(people)}
          </span>
        </span>
      </button>
      {microphone.kind !== 'forbidden' && (
        <IconButton
          label={on ? t('microphone.off') : t('microphone.on')}
          aria-pressed={on}
          className={on ? 'size-11' : 'size-11 bg-danger-soft text-danger-text'}
          icon={
            on ? (
              <Mic aria-hidden="true" className="size-5" />
            ) : (
              <MicOff aria-hidden="true" className="size-5" />
            )
          }
          onClick={onToggleMicrophone}
        />
      )}
      <IconButton
        label={t('leave')}
        className="size-11 bg-danger text-on-danger hover:bg-danger-hover hover:text-on-danger"
        icon={<PhoneOff aria-hidden="true" className="size-5" />}
        onClick={onLeave}
      />
    </section>
  );
}
