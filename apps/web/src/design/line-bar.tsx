import { CloudOff } from 'lucide-react';

/** One quiet bar at the top of the window, over everything, while the server is out of reach. */
export function LineBar({ words }: { words: string | false }) {
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 top-0 z-50 flex justify-center"
    >
      {words && (
        <p className="m-2 flex items-center gap-2 rounded-full border border-line bg-warning-soft px-4 py-1.5 text-13 font-semibold text-warning-text shadow-float">
          <CloudOff aria-hidden="true" className="size-4 shrink-0" />
          {words}
        </p>
      )}
    </div>
  );
}
