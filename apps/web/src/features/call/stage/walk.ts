/** Walking over the stage with arrow keys. Pure. */
import type { Rect } from '../layout/grid.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

interface Spot {
  readonly id: string;
  readonly rect: Rect;
}

/** The nearest tile in that direction, straight ahead before aside; null: the edge. */
export function neighbour(spots: readonly Spot[], from: string, to: Direction): string | null {
  const start = spots.find((spot) => spot.id === from);
  if (!start) return spots[0]?.id ?? null;
  const a = centre(start.rect);
  let best: { id: string; cost: number } | null = null;
  for (const spot of spots) {
    if (spot.id === from) continue;
    const b = centre(spot.rect);
    const [ahead, aside] = along(to, b.x - a.x, b.y - a.y);
    if (ahead <= 1) continue;
    const cost = ahead + 2 * Math.abs(aside);
    if (!best || cost < best.cost) best = { id: spot.id, cost };
  }
  return best?.id ?? null;
}

const centre = (rect: Rect) => ({ x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 });

/** How far ahead, and how far aside of the straight line. */
function along(to: Direction, dx: number, dy: number): readonly [ahead: number, aside: number] {
  if (to === 'right') return [dx, dy];
  if (to === 'left') return [-dx, dy];
  return to === 'down' ? [dy, dx] : [-dy, dx];
}
