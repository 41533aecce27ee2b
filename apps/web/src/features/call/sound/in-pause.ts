/** How often it is listened whether somebody still speaks, in milliseconds. */
const lookMs = 500;

/**
 * Runs something as soon as nobody speaks; not at all where it isn't wanted any
 * more by then. The answer calls it off.
 */
export function inPause(
  run: () => void,
  { speaks, wanted }: { speaks(): boolean; wanted(): boolean },
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    if (!wanted()) return;
    if (speaks()) timer = setTimeout(look, lookMs);
    else run();
  };
  look();
  return () => clearTimeout(timer);
}
