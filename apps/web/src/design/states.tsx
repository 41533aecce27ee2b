import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

/** What belongs here, and the button that begins it. */
export function EmptyState({
  picture,
  title,
  help,
  action,
  className,
}: {
  picture?: ReactNode;
  title: string;
  help?: string;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div
      className={cx(
        'flex flex-col items-center gap-2 rounded-card border border-dashed border-line px-6 py-12 text-center',
        className,
      )}
    >
      {picture && <div className="mb-2 text-muted">{picture}</div>}
      <p className="text-16 font-semibold text-strong">{title}</p>
      {help && <p className="max-w-md text-muted">{help}</p>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  );
}

/** What happened, what is safe, what to do; the code is in the details. */
export function ErrorState({
  title,
  help,
  action,
  details,
  heading: Heading = 'h2',
  className,
}: {
  title: string;
  help: string;
  /** `h1` where it stands for a whole page. */
  heading?: 'h1' | 'h2';
  action?: ReactNode;
  /** For whoever will be asked: code and request number. */
  details?: { label: string; text: string } | undefined;
  className?: string;
}) {
  return (
    <div
      role="alert"
      className={cx(
        'flex flex-col items-center gap-2 rounded-card border border-line bg-surface-1 px-6 py-12 text-center',
        className,
      )}
    >
      <CircleAlert aria-hidden="true" className="mb-2 size-8 text-danger-text" />
      <Heading className="text-16">{title}</Heading>
      <p className="max-w-md text-muted">{help}</p>
      {action && <div className="mt-4">{action}</div>}
      {details && (
        <details className="mt-4 max-w-full text-13 text-muted">
          <summary>{details.label}</summary>
          <code className="mt-2 block font-mono text-12 break-all select-all">{details.text}</code>
        </details>
      )}
    </div>
  );
}

/** A fault of a form or a part, in line with it. */
export function Notice({
  tone,
  icon,
  children,
  className,
}: {
  tone: 'danger' | 'warning' | 'accent' | 'speaking';
  icon?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  const tones = {
    danger: 'bg-danger-soft text-danger-text',
    warning: 'bg-warning-soft text-warning-text',
    accent: 'bg-accent-soft text-accent-text',
    speaking: 'bg-speaking-soft text-speaking-text',
  };
  return (
    <div
      className={cx(
        'flex items-start gap-2 rounded-control px-3 py-2 text-14 forced-colors:border',
        tones[tone],
        className,
      )}
    >
      {icon && <span className="mt-0.5 shrink-0">{icon}</span>}
      <div className="min-w-0">{children}</div>
    </div>
  );
}
