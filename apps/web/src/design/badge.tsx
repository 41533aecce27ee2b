import { Radio } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

type Tone = 'neutral' | 'accent' | 'live' | 'speaking' | 'warning' | 'danger';

const tones: Readonly<Record<Tone, string>> = {
  neutral: 'bg-surface-2 text-muted',
  accent: 'bg-accent-soft text-accent-text',
  live: 'bg-live-soft text-live-text',
  speaking: 'bg-speaking-soft text-speaking-text',
  warning: 'bg-warning-soft text-warning-text',
  danger: 'bg-danger-soft text-danger-text',
};

/** A short word about a thing; the word says it, the colour only helps. */
export function Badge({
  tone = 'neutral',
  icon,
  children,
  className,
}: {
  tone?: Tone;
  icon?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1 rounded-full px-2 py-0.5 text-12 font-semibold whitespace-nowrap',
        'forced-colors:border',
        tones[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  );
}

/** A room whose call goes on: a shape and a word besides the colour. */
export function LiveBadge({
  label,
  short,
  className,
}: {
  label: string;
  /** What is shown of it on a phone, where it stands beside much else. */
  short?: string | undefined;
  className?: string;
}) {
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1 rounded-full bg-live px-2 py-0.5 text-12 font-semibold',
        'whitespace-nowrap text-on-live tabular forced-colors:border',
        className,
      )}
    >
      <Radio aria-hidden="true" className="size-3.5" />
      <span className={cx(short !== undefined && 'max-sm:sr-only')}>{label}</span>
      {short !== undefined && (
        <span aria-hidden="true" className="sm:hidden">
          {short}
        </span>
      )}
    </span>
  );
}
