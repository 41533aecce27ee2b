import { type ReactNode, useId } from 'react';

/** One matter of the settings. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="flex flex-col gap-4 rounded-card border border-line bg-surface-1 p-5 sm:p-6"
    >
      <h2 id={id} className="text-16">
        {title}
      </h2>
      {children}
    </section>
  );
}
