import { Sparkline } from './sparkline.tsx';

/** A number with its name and its course; stands in a `<dl>`. */
export function PlotCard({
  name,
  value,
  note,
  values,
  least,
  places,
  tall = false,
}: {
  name: string;
  /** The latest, in words. */
  value: string;
  /** What the course tells besides, such as its peak. */
  note?: string | undefined;
  /** The oldest first; null leaves a gap. */
  values: readonly (number | null)[];
  /** Below this the course stays flat: nobody would notice it. */
  least: number;
  /** For so many values there is place; fewer begin at the right edge. */
  places: number;
  tall?: boolean;
}) {
  return (
    <div className="flex flex-col overflow-hidden rounded-card border border-line bg-surface-1">
      <dt className="px-3 pt-2 text-12 text-muted">{name}</dt>
      <dd className="flex grow flex-col justify-end">
        <span className="block px-3 text-16 font-semibold text-strong tabular">{value}</span>
        {note && <span className="block px-3 text-12 text-muted tabular">{note}</span>}
        <Sparkline
          values={values}
          least={least}
          places={places}
          className={tall ? 'mt-1 block h-14 w-full' : 'mt-1 block h-8 w-full'}
        />
      </dd>
    </div>
  );
}
