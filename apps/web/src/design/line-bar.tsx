import { LineWords } from './line-words.tsx';

/**
 * One quiet bar at the top of the window, over everything, while the server is out of reach. On a
 * phone it is no higher than the margin that pages have there. A page that says the same in a
 * place of its own (`data-line-told`) goes without.
 */
export function LineBar({ shown, words, short }: { shown: boolean; words: string; short: string }) {
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 top-0 z-50 flex justify-center in-[:has([data-line-told])]:hidden"
    >
      {shown && (
        <p className="flex min-h-6 items-center justify-center gap-2 bg-warning-soft px-4 text-12 font-semibold text-warning-text max-sm:grow sm:m-2 sm:rounded-full sm:border sm:border-line sm:py-1.5 sm:text-13 sm:shadow-float">
          <LineWords words={words} short={short} />
        </p>
      )}
    </div>
  );
}
