import { type Course, courseLevels } from '@converge/protocol/course';
import type { QualityLevel } from '@converge/protocol/quality';
import { cx } from '../../../design/cx.ts';
import { useFormat } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/words.ts';

/** Each level has a height of its own, so that nobody needs the colour (SPEC QUAL-7). */
const bars: Readonly<Record<QualityLevel, string>> = {
  good: 'h-full bg-speaking',
  fair: 'h-2/3 bg-warning',
  poor: 'h-1/3 bg-danger',
  lost: 'h-0.5 bg-danger',
};

/**
 * How a line was over the time of the whole call; where nothing stands they weren't
 * there. What it shows is said in words beside it.
 */
export function CourseStrip({ course, startedAt }: { course: Course; startedAt: number }) {
  const t = useWords('connection');
  const format = useFormat();
  const { stepMs } = course;
  return (
    <span aria-hidden="true" className="my-1 flex h-4 items-end gap-px forced-colors:hidden">
      {courseLevels(course).map((level, step) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a step of time is its place
          key={step}
          className={cx('max-w-4 min-w-0 grow basis-0 rounded-[1px]', level && bars[level])}
          title={
            level
              ? t('reports.at', {
                  time: format.time(startedAt + step * stepMs),
                  level: t(`level.${level}`),
                })
              : undefined
          }
        />
      ))}
    </span>
  );
}
