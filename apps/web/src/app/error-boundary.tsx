import type { ReactNode } from 'react';
import { isMissingPart } from '../data/failure.ts';
import { Boundary } from '../design/boundary.tsx';
import { buttonClass } from '../design/button.tsx';
import { ErrorState } from '../design/states.tsx';
import { wordsOf } from '../i18n/words.ts';

/** Shows what happened and a way on where a page fails; the rest of the app stays. */
export function ErrorBoundary({ at, children }: { at?: string; children: ReactNode }) {
  return (
    <Boundary of={at} fallback={crashed}>
      {children}
    </Boundary>
  );
}

function crashed(error: unknown) {
  const t = wordsOf('common');
  const e = wordsOf('errors');
  const missing = isMissingPart(error);
  return (
    <main className="mx-auto flex min-h-dvh max-w-xl flex-col justify-center p-4">
      <ErrorState
        heading="h1"
        title={missing ? e('missing_part.title') : t('crash.title')}
        help={missing ? e('missing_part.help') : t('crash.help')}
        action={
          <button
            type="button"
            className={buttonClass('primary')}
            onClick={() => location.reload()}
          >
            {t('reload')}
          </button>
        }
        details={{ label: t('details'), text: String(error) }}
      />
    </main>
  );
}
