import { linePath } from './sparkline-path.ts';

const WIDTH = 120;
const HEIGHT = 32;

/**
 * The course of a number, small and without axes. It is for the eyes only: the
 * number itself stands beside it in words.
 */
export function Sparkline({
  values,
  least,
  places,
  className,
}: {
  /** The oldest first; null leaves a gap. */
  values: readonly (number | null)[];
  /** The scale reaches at least to this, so that noise doesn't look like mountains. */
  least: number;
  /** For so many values there is place; fewer begin at the right edge. */
  places: number;
  className?: string;
}) {
  const { line, area } = linePath(values, { least, places, width: WIDTH, height: HEIGHT });
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={className}
    >
      <path d={area} className="fill-accent-soft forced-colors:fill-none" />
      <path
        d={line}
        vectorEffect="non-scaling-stroke"
        className="fill-none stroke-accent-text stroke-[1.5] [stroke-linejoin:round]"
      />
    </svg>
  );
}
