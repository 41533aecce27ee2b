import type { Value } from '@converge/client/state/value';
import { useEffect, useRef } from 'react';
import { cx } from '../../../design/cx.ts';

/**
 * How loud the microphone is. Written straight into the page: it changes many
 * times a second, and nothing else has to be drawn for it. For the eye only; who
 * reads the page with ears hears the microphone's state from its switch.
 */
export function LevelMeter({ level, className }: { level: Value<number>; className?: string }) {
  const lit = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const draw = () => {
      if (lit.current) lit.current.style.transform = `scaleX(${Math.min(1, level.get())})`;
    };
    draw();
    return level.subscribe(draw);
  }, [level]);
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
        className="block size-full origin-left bg-speaking transition-transform duration-100 forced-colors:bg-[Highlight]"
      />
    </span>
  );
}
