import type { Value } from '@converge/client/state/value';
import { useEffect, useRef } from 'react';
import { cx } from '../../../design/cx.ts';

/** As many as the mask shows in the usual width. */
const BARS = 16;

/**
 * How loud the microphone is. Written straight into the page: it changes many
 * times a second, and nothing else has to be drawn for it. For the eye only; who
 * reads the page with ears hears the microphone's state from its switch.
 */
export function LevelMeter({
  level,
  still,
  className,
}: {
  level: Value<number>;
  /** While it is true, the bars stand. */
  still?: Value<boolean>;
  className?: string;
}) {
  const lit = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let drawn = -1;
    const draw = () => {
      // In whole bars: what moves all the time is drawn all the time, and where that is the
      // processor's work, a call that is being made waits for it.
      const bars = Math.round(Math.min(1, level.get()) * BARS);
      if (bars === drawn || !lit.current || still?.get()) return;
      drawn = bars;
      lit.current.style.transform = `scaleX(${bars / BARS})`;
    };
    draw();
    return level.subscribe(draw);
  }, [level, still]);
  return (
    <span
      aria-hidden="true"
      className={cx(
        'block h-3 w-24 bg-surface-3 forced-colors:border',
        '[mask-image:repeating-linear-gradient(90deg,#000_0_4px,transparent_4px_6px)]',
        className,
      )}
    >
      <span
        ref={lit}
        className="block size-full origin-left bg-speaking forced-colors:bg-[Highlight]"
      />
    </span>
  );
}
