/**
 * Values made at random, for the tests of all packages: the same ones in each run, so that a
 * change is red for what it changed, and a failure says what it met. Any other seed looks further:
 *
 *   FUZZ_SEED=7 node_modules/.bin/vitest run
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.FUZZ_SEED ?? 1), includeErrorInReport: true });

export { fc };
