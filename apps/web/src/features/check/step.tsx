import { Check, CircleDashed, LoaderCircle, Minus, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../../design/cx.ts';
import { useWords } from '../../i18n/words.ts';
import type { Tone } from './verdicts.ts';

const signs: Readonly<Record<Tone, { icon: ReactNode; look: string }>> = {
  waiting: { icon: <CircleDashed className="size-4" />, look: 'text-muted' },
  running: {
    icon: <LoaderCircle className="size-4 animate-spin motion-reduce:animate-none" />,
    look: 'text-accent-text',
  },
  good: { icon: <Check className="size-4" />, look: 'bg-speaking-soft text-speaking-text' },
  hint: { icon: <TriangleAlert className="size-4" />, look: 'bg-warning-soft text-warning-text' },
  bad: { icon: <X className="size-4" />, look: 'bg-danger-soft text-danger-text' },
  skipped: { icon: <Minus className="size-4" />, look: 'text-muted' },
};

/** One thing that is looked at: its sign, what was found, and under it the way out. */
export function Step({
  tone,
  title,
  text,
  help,
  children,
}: {
  tone: Tone;
  title: string;
  text?: string | undefined;
  help?: string | undefined;
  children?: ReactNode;
}) {
  const t = useWords('check');
  const { icon, look } = signs[tone];
  return (
    <li className="flex gap-3 py-4" data-tone={tone}>
      <span
        aria-hidden="true"
        className={cx('flex size-7 shrink-0 items-center justify-center rounded-full', look)}
      >
        {icon}
      </span>
      <div className="flex min-w-0 grow flex-col gap-1 pt-0.5">
        <h3 className="text-14 font-semibold text-strong">
          {title}
          <span className="sr-only">: {t(`tone.${tone}`)}</span>
        </h3>
        {text && <p className="text-normal">{text}</p>}
        {help && <p className="text-muted">{help}</p>}
        {children}
      </div>
    </li>
  );
}

/** The steps of one matter, in order. */
export function Steps({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section
      aria-label={title}
      className="rounded-card border border-line bg-surface-1 px-4 pt-4 sm:px-6 sm:pt-5"
    >
      <h2 className="text-16">{title}</h2>
      <ul className="divide-y divide-line">{children}</ul>
    </section>
  );
}
