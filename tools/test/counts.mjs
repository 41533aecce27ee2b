/**
 * What came of a step. `why` explains a failure that no test could report, or what was skipped;
 * `failures` are told once more after all steps.
 * @typedef {{passed: number, failed: number, skipped: number, why?: string,
 *   failures?: readonly string[]}} Counts
 */

/** @param {number} passed @param {number} failed @param {number} skipped @returns {Counts} */
export const counts = (passed, failed, skipped) => ({ passed, failed, skipped });

/** @type {(why: string) => Counts} */
export const broken = (why) => ({ ...counts(0, 1, 0), why, failures: [why] });

/** @param {readonly Counts[]} all @returns {Counts} */
export const sum = (all) =>
  all.reduce(
    (a, b) => counts(a.passed + b.passed, a.failed + b.failed, a.skipped + b.skipped),
    counts(0, 0, 0),
  );

/** E.g. `412 passed, 0 failed, 3 skipped`. @param {Counts} result */
export const inWords = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

/**
 * A runner's own count, held against how it ended: an error outside of any test, or no tests at
 * all, must not look like success.
 * @param {Counts} reported
 * @param {number} code the runner's exit code
 * @returns {Counts}
 */
export function settle(reported, code) {
  if (reported.failed > 0) return reported;
  if (code !== 0) {
    const why = `the runner ended with code ${code}`;
    return { ...reported, failed: 1, why, failures: [...(reported.failures ?? []), why] };
  }
  if (reported.passed + reported.skipped === 0) return broken('there are no tests');
  return reported;
}
