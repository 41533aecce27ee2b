/** Runs tasks one after another, in the order in which they came; one that fails fails alone. */
export type Serial = <T>(task: () => T | Promise<T>) => Promise<T>;

export function createSerial(): Serial {
  let tail: Promise<unknown> = Promise.resolve();
  return (task) => {
    const run = tail.then(task);
    const settled = () => undefined;
    tail = run.then(settled, settled);
    return run;
  };
}
