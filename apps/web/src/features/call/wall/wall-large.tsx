import { ArrowLeft, MonitorOff, MonitorUp, MonitorX } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '../../../design/button.tsx';
import { useShortcuts } from '../../../design/shortcuts/use-shortcuts.ts';
import { useWords } from '../../../i18n/words.ts';
import { useSize } from '../stage/use-size.ts';
import type { WallActions } from './use-wall.ts';
import { WallPicture, type WallPort } from './wall-picture.tsx';
import type { WallStudent } from './wall-student.ts';

/** One screen of the wall alone, sharp, and what one does with it. */
export function WallLarge({
  student,
  port,
  actions,
  onBack,
}: {
  student: WallStudent;
  port: WallPort;
  actions: WallActions;
  onBack(): void;
}) {
  const t = useWords('wall');
  const [ref, size] = useSize();
  const root = useRef<HTMLElement>(null);
  useEffect(() => root.current?.focus({ preventScroll: true }), []);
  useShortcuts({ id: 'wall', title: t('title') }, [{ keys: 'escape', label: t('back') }]);
  return (
    <section
      ref={root}
      tabIndex={-1}
      aria-label={t('screenOf', { name: student.name })}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onBack();
      }}
      className="flex min-h-0 grow flex-col gap-2 outline-none"
    >
      <header className="flex flex-wrap items-center gap-2">
        <Button
          look="quiet"
          icon={<ArrowLeft aria-hidden="true" className="size-4" />}
          onClick={onBack}
        >
          {t('back')}
        </Button>
        <h2 className="min-w-0 grow truncate text-16">{student.name}</h2>
        {student.staged ? (
          <Button
            icon={<MonitorX aria-hidden="true" className="size-4" />}
            onClick={() => actions.stage(null)}
          >
            {t('unstage')}
          </Button>
        ) : (
          !student.shares && (
            <Button
              look="primary"
              icon={<MonitorUp aria-hidden="true" className="size-4" />}
              onClick={() => actions.stage(student.id)}
            >
              {t('stage')}
            </Button>
          )
        )}
        <Button
          icon={<MonitorOff aria-hidden="true" className="size-4" />}
          onClick={() => actions.stop(student.id)}
        >
          {t('stop')}
        </Button>
      </header>
      <div ref={ref} className="relative min-h-0 grow overflow-hidden rounded-control bg-stage">
        {size.width > 0 && <WallPicture student={student} port={port} size={size} />}
      </div>
    </section>
  );
}
