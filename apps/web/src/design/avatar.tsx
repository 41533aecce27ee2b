import { useState } from 'react';
import { cx } from './cx.ts';
import { initials } from './initials.ts';
import { seededHue } from './seeded.ts';

type Size = 'small' | 'normal' | 'large' | 'huge' | 'tile';

const sizes: Readonly<Record<Size, string>> = {
  small: 'size-6 text-[0.625rem]',
  normal: 'size-8 text-12',
  large: 'size-12 text-16',
  huge: 'size-24 text-32',
  // By the smaller side of the tile it stands in (a container of size).
  tile: 'size-[clamp(2rem,38cqmin,9rem)] text-[clamp(0.75rem,14cqmin,3.25rem)]',
};

/**
 * A person: the picture, or initials on a colour that is always the same for
 * the same id. Decoration: the name stands beside it.
 */
export function Avatar({
  id,
  name,
  picture,
  size = 'normal',
  className,
}: {
  id: string;
  name: string;
  picture?: string | null;
  size?: Size;
  className?: string;
}) {
  const [broken, setBroken] = useState<string | null>(null);
  const shape = cx('shrink-0 rounded-full', sizes[size], className);
  if (picture && picture !== broken) {
    return (
      <img
        src={picture}
        alt=""
        className={cx(shape, 'bg-surface-2 object-cover')}
        onError={() => setBroken(picture)}
      />
    );
  }
  return (
    <span
      aria-hidden="true"
      className={cx(
        shape,
        'seeded inline-flex items-center justify-center font-semibold select-none',
      )}
      style={{ '--hue': seededHue(id) }}
    >
      {initials(name)}
    </span>
  );
}
