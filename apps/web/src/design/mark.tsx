import { cx } from './cx.ts';

/**
 * The mark: lines that meet in one point. The same in both themes, so it lies on
 * the dark side of the tokens; rooms have signs of the same kind (room-sign.tsx).
 */
export function Mark({ className }: { className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 32 32"
      className={cx('overflow-hidden rounded-[25%] bg-accent [color-scheme:dark]', className)}
    >
      <path
        d="M57.1 26.2L19.5 12.5M18.1 52.5L19.5 12.5M-19 23.5L19.5 12.5M-2.9 -20.7L19.5 12.5M44.1 -19L19.5 12.5"
        strokeWidth="2.4"
        className="stroke-on-accent"
      />
      <circle cx="19.5" cy="12.5" r="4.8" className="fill-live" />
    </svg>
  );
}
