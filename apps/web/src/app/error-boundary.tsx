import { Component, type ReactNode } from 'react';
import { isMissingPart } from '../data/failure.ts';
import { buttonClass } from '../design/button.tsx';
import { ErrorState } from '../design/states.tsx';
import { wordsOf } from '../i18n/words.ts';

interface State {
  readonly error: Error | null;
}

/** Shows what happened and a way on where a page fails; the rest of the app stays. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    const t = wordsOf('common');
    const kind = isMissingPart(error) ? 'chunk' : 'crash';
    return (
      <main className="mx-auto flex min-h-dvh max-w-xl flex-col justify-center p-4">
        <ErrorState
          heading="h1"
          title={t(`${kind}.title`)}
          help={t(`${kind}.help`)}
          action={
            <button
              type="button"
              className={buttonClass('primary')}
              onClick={() => location.reload()}
            >
              {t('reload')}
            </button>
          }
          details={{ label: t('details'), text: `${error.name}: ${error.message}` }}
        />
      </main>
    );
  }
}
