/**
 * Progress goes to stderr, so that stdout stays free for what a tool answers.
 * Each line says how long ago the tool started: somebody who waits sees that it lives.
 */
const started = performance.now();

/** Seconds with one decimal, e.g. `2.4 s`. @param {number} milliseconds */
export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

/** How long this tool has been running. */
export const sinceStart = () => seconds(performance.now() - started);

/**
 * Writes one line about a part of the work.
 * @param {string} part e.g. `media worker`
 * @param {string} text
 */
export function say(part, text) {
  process.stderr.write(`[${sinceStart().padStart(8)}] ${part}: ${text}\n`);
}

/**
 * Does a step and says how long it took, also when it fails.
 * @template T
 * @param {string} part
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(part, work) {
  const start = performance.now();
  let end = 'failed after';
  try {
    const result = await work();
    end = 'ready in';
    return result;
  } finally {
    say(part, `${end} ${seconds(performance.now() - start)}`);
  }
}
