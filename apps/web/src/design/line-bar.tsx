import { LineWords } from './line-words.tsx';

/**
 * One quiet bar at the top edge of the window, over everything, while the server is out of reach:
 * no higher than the margin that pages have there. A page that says the same in a place of its
 * own (`data-line-told`) goes without.
 */
export function LineBar({ shown, words, short }: { shown: boolean; words: string; short: string }) {
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 top-0 z-50 flex justify-center in-[:has([data-line-told])]:hidden"
    >
      {shown && (
        <p className="flex min-h-6 items-center gap-1.5 rounded-b-card border-x border-b border-line bg-warning-soft px-3 text-12 font-semibold text-warning-text sm:min-h-7 sm:gap-2 sm:px-4 sm:text-13">
          <LineWords words={words} short={short} />
        </p>
      )}
    </div>
  );
}
