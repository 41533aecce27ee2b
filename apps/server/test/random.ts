import fc from 'fast-check';

/**
 * The same values in each run, so that a change is red for what it changed, and a
 * failure says what it met. Any other seed looks further:
 *
 *   FUZZ_SEED=7 node_modules/.bin/vitest run fuzz hostile
 */
fc.configureGlobal({ seed: Number(process.env.FUZZ_SEED ?? 1), includeErrorInReport: true });

export { fc };
