/** From values to the paths of a small plot. Pure. */

export interface Box {
  readonly least: number;
  readonly places: number;
  readonly width: number;
  readonly height: number;
}

/** The line through the values, broken at gaps, and the ground below it. */
export function linePath(
  values: readonly (number | null)[],
  { least, places, width, height }: Box,
): { readonly line: string; readonly area: string } {
  const top = Math.max(least, ...values.map((value) => value ?? 0));
  const step = width / Math.max(1, places - 1);
  // A line at the very edge would lose half of its breadth.
  const y = (value: number) => round(height - 1 - (value / top) * (height - 2));
  const x = (index: number) => round(width - (values.length - 1 - index) * step);
  const runs: string[][] = [];
  const edges: [from: number, to: number][] = [];
  values.forEach((value, index) => {
    if (value === null) return;
    if (index === 0 || values[index - 1] === null || runs.length === 0) {
      runs.push([]);
      edges.push([x(index), x(index)]);
    }
    runs.at(-1)?.push(`${x(index)},${y(value)}`);
    const edge = edges.at(-1);
    if (edge) edge[1] = x(index);
  });
  return {
    line: runs.map((points) => `M${points.join('L')}`).join(''),
    area: runs
      .map((points, i) => {
        const [from, to] = edges[i] ?? [0, 0];
        return `M${from},${height}L${points.join('L')}L${to},${height}Z`;
      })
      .join(''),
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;
