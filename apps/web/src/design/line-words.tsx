import { CloudOff } from 'lucide-react';

/** That the server is out of reach: all `words` where there is room, and on a phone the `short` ones. */
export function LineWords({ words, short }: { words: string; short: string }) {
  return (
    <>
      <CloudOff aria-hidden="true" className="size-3.5 shrink-0" />
      <span className="truncate max-sm:sr-only">{words}</span>
      <span aria-hidden="true" className="sm:hidden">
        {short}
      </span>
    </>
  );
}
