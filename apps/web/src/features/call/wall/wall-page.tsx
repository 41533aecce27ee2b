import { ListFilter, Monitor, MonitorOff, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../design/button.tsx';
import { cx } from '../../../design/cx.ts';
import { IconButton } from '../../../design/icon-button.tsx';
import { useWords } from '../../../i18n/words.ts';
import { Pager } from '../stage/pager.tsx';
import { useSize } from '../stage/use-size.ts';
import type { WallActions } from './use-wall.ts';
import { WallCard } from './wall-card.tsx';
import { WallLarge } from './wall-large.tsx';
import type { WallPort } from './wall-picture.tsx';
import { wallPage } from './wall-places.ts';
import type { WallStudent } from './wall-student.ts';

/** The screens of all who don't lead, for who does: in the place of the stage. */
export default function WallPage({
  students,
  asked,
  port,
  actions,
  onClose,
}: {
  students: readonly WallStudent[];
  /** Whether the screens were asked for. */
  asked: boolean;
  port: WallPort;
  actions: WallActions;
  onClose(): void;
}) {
  const t = useWords('wall');
  const [large, setLarge] = useState<WallStudent['id'] | null>(null);
  const [filtered, setFiltered] = useState(false);
  const showing = students.filter(({ shows }) => shows);
  const some = asked && showing.length > 0 && showing.length < students.length;
  const student = students.find(({ id, shows }) => id === large && shows);
  if (asked && student) {
    return (
      <WallLarge student={student} port={port} actions={actions} onBack={() => setLarge(null)} />
    );
  }
  return (
    <section aria-label={t('title')} className="flex min-h-0 grow flex-col gap-2">
      <header className="flex flex-wrap items-center gap-2">
        <Monitor aria-hidden="true" className="ml-1 size-5 shrink-0 text-muted" />
        <h2 className="text-16">{t('title')}</h2>
        <p
          aria-live="polite"
          className="min-w-0 grow text-13 text-muted max-sm:order-1 max-sm:pl-1"
        >
          {asked &&
            t('count', {
              count: showing.length,
              all: students.length,
            })}
        </p>
        {some && (
          <IconButton
            label={t('filter')}
            aria-pressed={filtered}
            className={cx('max-sm:ml-auto', filtered && 'bg-surface-3 text-strong')}
            icon={<ListFilter aria-hidden="true" className="size-5" />}
            onClick={() => setFiltered(!filtered)}
          />
        )}
        {asked && (
          <Button
            className="max-sm:order-1"
            icon={<MonitorOff aria-hidden="true" className="size-4" />}
            onClick={actions.end}
          >
            {t('end')}
          </Button>
        )}
        <IconButton
          label={t('close')}
          className={some ? undefined : 'max-sm:ml-auto'}
          icon={<X aria-hidden="true" className="size-5" />}
          onClick={onClose}
        />
      </header>
      {asked && students.length > 0 ? (
        <Cards students={filtered && some ? showing : students} port={port} onEnlarge={setLarge} />
      ) : (
        <div className="flex grow flex-col items-center justify-center gap-3 px-4 text-center">
          <p className="max-w-lg text-muted">{asked ? t('nobody') : t('explain')}</p>
          {!asked && (
            <Button look="primary" size="large" onClick={actions.ask}>
              {t('ask')}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

function Cards({
  students,
  port,
  onEnlarge,
}: {
  students: readonly WallStudent[];
  port: WallPort;
  onEnlarge(id: WallStudent['id']): void;
}) {
  const [ref, box] = useSize();
  const [wished, setPage] = useState(0);
  const { page, pages, cards } = wallPage(students, box, wished);
  return (
    <>
      <ul ref={ref} className="relative min-h-0 grow overflow-hidden">
        {cards.map(({ item, rect }) => (
          <WallCard
            key={item.id}
            student={item}
            rect={rect}
            port={port}
            onEnlarge={() => onEnlarge(item.id)}
          />
        ))}
      </ul>
      {pages > 1 && (
        <div className="flex justify-center">
          <Pager page={page} pages={pages} onPage={setPage} />
        </div>
      )}
    </>
  );
}
