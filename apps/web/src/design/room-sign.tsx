import { cx } from './cx.ts';
import { seed, seededHue } from './seeded.ts';

const sizes = {
  small: 'size-6 rounded-control',
  normal: 'size-10 rounded-card',
  large: 'size-14 rounded-card',
};

/**
 * A room's own sign, made from its id: lines that meet in one point, each room
 * in its place, number and colour. It helps to find a room again; the name says which it is.
 */
export function RoomSign({
  id,
  size = 'normal',
  className,
}: {
  id: string;
  size?: keyof typeof sizes;
  className?: string;
}) {
  return (
    <span
      aria-hidden="true"
      className={cx('seeded block shrink-0 overflow-hidden', sizes[size], className)}
      style={{ '--hue': seededHue(id) }}
    >
      <svg aria-hidden="true" viewBox="0 0 40 40" className="size-full">
        <path
          d={rays(id)}
          stroke="currentColor"
          strokeWidth="1.75"
          strokeLinecap="round"
          opacity="0.75"
        />
        <circle {...point(id)} r="3.25" fill="currentColor" />
      </svg>
    </span>
  );
}

function point(id: string): { cx: number; cy: number } {
  const n = seed(id);
  return { cx: 12 + ((n >>> 8) % 5) * 4, cy: 12 + ((n >>> 16) % 5) * 4 };
}

/** Lines from beyond the edge to the room's point, evenly apart and turned by the id. */
function rays(id: string): string {
  const n = seed(id);
  const { cx: x, cy: y } = point(id);
  const count = 5 + ((n >>> 4) % 4);
  const turn = ((n >>> 20) % 24) * 15;
  let path = '';
  for (let i = 0; i < count; i++) {
    const angle = ((turn + (360 / count) * i) * Math.PI) / 180;
    path += `M${(x + 44 * Math.cos(angle)).toFixed(1)} ${(y + 44 * Math.sin(angle)).toFixed(1)}L${x} ${y}`;
  }
  return path;
}
