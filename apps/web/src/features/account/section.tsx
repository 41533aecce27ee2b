import { type ReactNode, useId } from 'react';

/** One matter of the account page. */
export function Section({
  title,
  help,
  children,
}: {
  title: string;
  help?: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="flex flex-col gap-5 rounded-card border border-line bg-surface-1 p-5 sm:p-6"
    >
      <div>
        <h2 id={id} className="text-16">
          {title}
        </h2>
        {help && <p className="text-muted">{help}</p>}
      </div>
      {children}
    </section>
  );
}
