import type { Room } from '@converge/protocol/rest/rooms';
import { Archive, ArchiveRestore, Globe, GlobeLock, Trash2, X } from 'lucide-react';
import { Suspense, useEffect, useRef } from 'react';
import { Button } from '../../../design/button.tsx';
import { Checkbox } from '../../../design/checkbox.tsx';
import { IconButton } from '../../../design/icon-button.tsx';
import { lazyPart } from '../../../design/lazy-part.ts';
import { useShortcuts } from '../../../design/shortcuts/use-shortcuts.ts';
import { useWords } from '../../../i18n/words.ts';
import { acts } from './acts.ts';
import { useSeveral } from './use-several.ts';

const AskSeveral = lazyPart(() => import('./ask-several.tsx'));
const FailedSeveral = lazyPart(() => import('./failed-several.tsx'));

const icons = {
  show: <Globe aria-hidden="true" className="size-4" />,
  hide: <GlobeLock aria-hidden="true" className="size-4" />,
  archive: <Archive aria-hidden="true" className="size-4" />,
  restore: <ArchiveRestore aria-hidden="true" className="size-4" />,
  delete: <Trash2 aria-hidden="true" className="size-4" />,
};

/** How many rooms are chosen, and what can be done with them; it stays in sight while one scrolls. */
export default function SeveralBar({
  shown,
  chosen,
  onChoose,
  onClose,
}: {
  /** Those that can be chosen. */
  shown: readonly Room[];
  chosen: readonly Room[];
  onChoose(rooms: readonly Room[]): void;
  onClose(): void;
}) {
  const t = useWords('roomsSeveral');
  const rooms = useWords('rooms');
  useShortcuts({ id: 'rooms', title: rooms('keys') }, [{ keys: 'escape', label: t('close') }]);
  const bar = useRef<HTMLElement>(null);
  useEffect(() => bar.current?.querySelector('input')?.focus(), []);
  const several = useSeveral((left) => {
    onChoose(left);
    // The button that was pressed may be gone together with what it was for.
    bar.current?.focus();
  });
  const { state } = several;
  const works = state.kind === 'works';
  return (
    <>
      <section
        ref={bar}
        tabIndex={-1}
        aria-label={t('label')}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
        }}
        className="sticky top-2 z-10 flex flex-wrap items-center gap-x-2 gap-y-1 rounded-card border border-accent bg-surface-1 p-1.5 shadow-float"
      >
        <IconButton
          label={t('close')}
          icon={<X aria-hidden="true" className="size-5" />}
          onClick={onClose}
        />
        <Checkbox
          label={t('all', { count: shown.length })}
          checked={shown.length > 0 && chosen.length === shown.length}
          mixed={chosen.length > 0 && chosen.length < shown.length}
          disabled={works || shown.length === 0}
          onChange={(all) => onChoose(all ? shown : [])}
        />
        <p role="status" className="px-2 text-14 text-muted tabular">
          {works
            ? t('works', { done: state.done + 1, total: state.total })
            : t('chosen', { count: chosen.length })}
        </p>
        <span className="grow" />
        <span className="flex flex-wrap items-center gap-1 empty:hidden max-sm:w-full">
          {acts.map((act) => {
            const rooms = several.fitting(act, chosen);
            if (rooms.length === 0) return null;
            return (
              <Button
                key={act}
                size="small"
                look="quiet"
                busy={works}
                icon={icons[act]}
                onClick={() => several.begin(act, rooms)}
              >
                {t(`act.${act}`)}
                {rooms.length < chosen.length && (
                  <span className="text-muted tabular">
                    {t('act.some', { some: rooms.length, all: chosen.length })}
                  </span>
                )}
              </Button>
            );
          })}
        </span>
      </section>
      <Suspense>
        {state.kind === 'asks' && (
          <AskSeveral
            act={state.act}
            rooms={state.rooms}
            onCancel={several.rest}
            onConfirm={() => several.run(state.act, state.rooms)}
          />
        )}
        {state.kind === 'failed' && (
          <FailedSeveral
            done={state.done}
            failed={state.failed}
            onClose={several.rest}
            onRetry={() =>
              several.run(
                state.act,
                state.failed.map(({ room }) => room),
              )
            }
          />
        )}
      </Suspense>
    </>
  );
}
