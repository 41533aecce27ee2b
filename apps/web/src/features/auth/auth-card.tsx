import type { ReactNode } from 'react';

/** The narrow column that every page of getting in stands in. */
export function AuthCard({
  title,
  help,
  children,
  footer,
}: {
  title: string;
  help?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
}) {
  return (
    <div className="mx-auto flex w-full max-w-md flex-col gap-4 px-4 py-8 sm:py-16">
      <div className="flex flex-col gap-6 rounded-tile border border-line bg-surface-1 p-6 sm:p-8">
        <div>
          <h1 className="text-24">{title}</h1>
          {help && <p className="mt-2 text-muted">{help}</p>}
        </div>
        {children}
      </div>
      {footer && <div className="text-center text-muted">{footer}</div>}
    </div>
  );
}
