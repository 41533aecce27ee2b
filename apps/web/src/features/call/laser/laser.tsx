import { useValue } from '../../../data/use-value.ts';
import type { Rect } from '../layout/grid.ts';
import type { TilePort } from '../tile/tile-port.ts';

/** The pointers over a share, each where its owner points on the picture. */
export function Laser({
  pointers,
  picture,
}: {
  pointers: ReturnType<TilePort['pointers']>;
  /** Where in the tile the picture is. */
  picture: Rect;
}) {
  const shown = useValue(pointers);
  return shown.map(({ by, name, at }) => (
    <span
      key={by}
      aria-hidden="true"
      data-laser={by}
      className="pointer-events-none absolute top-0 left-0 z-10 size-px transition-transform duration-75 ease-linear motion-reduce:transition-none"
      style={{
        transform: `translate(${picture.x + at.x * picture.width}px, ${picture.y + at.y * picture.height}px)`,
      }}
    >
      <span className="absolute -top-2.5 -left-2.5 size-5 rounded-full bg-danger opacity-30" />
      <span className="absolute -top-1.5 -left-1.5 size-3 rounded-full border-2 border-white bg-danger shadow-float" />
      {name && (
        <span className="absolute top-2 left-3 max-w-40 truncate rounded-control bg-scrim px-1.5 py-0.5 text-12 text-strong">
          {name}
        </span>
      )}
    </span>
  ));
}
