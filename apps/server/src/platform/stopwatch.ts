/** How long the parts of the start took, for whoever waits for it (SPEC OPS-15). */

export interface Stopwatch {
  /** Times a part; several may go on at once. */
  time<T>(part: string, work: Promise<T>): Promise<T>;
  /** Such as `PostgreSQL 240 ms, migrations 35 ms`, in the order in which they ended. */
  words(): string;
}

export function createStopwatch(): Stopwatch {
  const took: string[] = [];
  return {
    async time(part, work) {
      const began = performance.now();
      const result = await work;
      took.push(`${part} ${Math.round(performance.now() - began)} ms`);
      return result;
    },
    words: () => took.join(', '),
  };
}
