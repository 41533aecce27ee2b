import { CloudOff, LoaderCircle, VideoOff, Volume2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../../design/button.tsx';
import { cx } from '../../../design/cx.ts';
import { useWords } from '../../../i18n/words.ts';
import type { LineNotice } from '../model/line-notice.ts';

/** What concerns the whole call: one quiet line at its top, and the sound that waits for a click. */
export function CallNotices({
  line,
  soundBlocked,
  talking,
  checkPath,
  onAllowSound,
  children,
}: {
  line: LineNotice;
  soundBlocked: boolean;
  /** The space bar is held. */
  talking: boolean;
  /** Where one looks at the line. */
  checkPath: string;
  onAllowSound(): void;
  children?: ReactNode;
}) {
  const t = useWords('call');
  const common = useWords('common');
  return (
    <div className="pointer-events-none absolute inset-x-0 top-2 z-20 flex flex-col items-center gap-2 px-2">
      <div role="status" className="flex flex-col items-center gap-2">
        {line === 'reconnecting' && (
          <Pill
            icon={<CloudOff aria-hidden="true" className="size-4 shrink-0 text-warning-text" />}
          >
            {t('reconnecting')}
          </Pill>
        )}
        {line === 'full' && (
          <Pill icon={<LoaderCircle aria-hidden="true" className="size-4 shrink-0 animate-spin" />}>
            {t('full')}
          </Pill>
        )}
        {line === 'joining' && (
          <Pill
            late
            icon={<LoaderCircle aria-hidden="true" className="size-4 shrink-0 animate-spin" />}
          >
            {t('joining')}
          </Pill>
        )}
        {line === 'media-connecting' && (
          <Pill
            // Mostly it is over before one could read it.
            late
            icon={<LoaderCircle aria-hidden="true" className="size-4 shrink-0 animate-spin" />}
          >
            {t('media.connecting')}
          </Pill>
        )}
        {line === 'media-broken' && (
          <Pill
            icon={<CloudOff aria-hidden="true" className="size-4 shrink-0 text-warning-text" />}
          >
            {t('media.broken')}{' '}
            <a
              href={checkPath}
              target="_blank"
              rel="noreferrer"
              className="pointer-events-auto underline"
            >
              {common('nav.check')}
            </a>
          </Pill>
        )}
        {line === 'media-thin' && (
          <Pill
            icon={<VideoOff aria-hidden="true" className="size-4 shrink-0 text-warning-text" />}
          >
            {t('media.thin')}
          </Pill>
        )}
        {(line === 'media-held' || line === 'media-held-between') && (
          <Pill
            icon={<VideoOff aria-hidden="true" className="size-4 shrink-0 text-warning-text" />}
          >
            {t(line === 'media-held' ? 'media.held' : 'media.held.between')}
          </Pill>
        )}
        {talking && <Pill>{t('talking')}</Pill>}
      </div>
      {soundBlocked && (
        <div
          role="alert"
          className="pointer-events-auto flex flex-wrap items-center justify-center gap-3 rounded-card border border-line bg-surface-1 px-4 py-3 text-strong shadow-float"
        >
          {t('sound.blocked')}
          <Button
            look="primary"
            icon={<Volume2 aria-hidden="true" className="size-4" />}
            onClick={onAllowSound}
          >
            {t('sound.allow')}
          </Button>
        </div>
      )}
      {children}
    </div>
  );
}

const Pill = ({
  icon,
  late = false,
  children,
}: {
  icon?: ReactNode;
  late?: boolean;
  children: ReactNode;
}) => (
  <p
    className={cx(
      'flex items-center gap-2 rounded-full border border-line bg-surface-1 px-4 py-1.5 text-13 text-strong shadow-float',
      late && 'transition-opacity delay-1500 starting:opacity-0',
    )}
  >
    {icon}
    {children}
  </p>
);
