/** Which tests failed, and with what words: told once more at the end, where the eye is. */

/** Lines of a failure that are told again; the whole stands further up. */
const LINES = 6;

/**
 * As Vitest's JSON reporter writes them. A file that couldn't be read has a message and no tests.
 * @typedef {{fullName: string, status: string, failureMessages: readonly string[] | null}} Assertion
 * @typedef {object} TestFile
 * @property {string} name its path
 * @property {string} status
 * @property {string} message
 * @property {readonly Assertion[]} assertionResults
 */

/**
 * @param {readonly TestFile[]} files
 * @returns {string[]} for each failure its file, its name and the beginning of its words
 */
export const vitestFailures = (files) =>
  files.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((assertion) => assertion.status === 'failed');
    const told = failed.map(({ fullName, failureMessages }) =>
      tell(`${name} › ${fullName}`, failureMessages?.[0]),
    );
    return told.length === 0 && status === 'failed' ? [tell(name, message)] : told;
  });

/**
 * As Playwright's JSON reporter nests them.
 * @typedef {{error?: {message?: string}}} Result
 * @typedef {{status: string, results: readonly Result[]}} Attempted
 * @typedef {{title: string, file: string, tests: readonly Attempted[]}} Spec
 * @typedef {{specs?: readonly Spec[], suites?: readonly Suite[]}} Suite
 */

/**
 * @param {readonly Suite[]} suites
 * @returns {string[]} as of Vitest; what passed only when tried again is told too, and marked
 */
export const playwrightFailures = (suites) =>
  suites.flatMap(({ specs = [], suites: inner = [] }) => [
    ...specs.flatMap(({ title, file, tests }) =>
      tests
        .filter(({ status }) => status === 'unexpected' || status === 'flaky')
        .map(({ status, results }) =>
          tell(
            `${file} › ${title}${status === 'flaky' ? ' (passed when tried again)' : ''}`,
            results.find(({ error }) => error)?.error?.message,
          ),
        ),
    ),
    ...playwrightFailures(inner),
  ]);

/** @param {string} name @param {string} [words] */
const tell = (name, words = 'no reason was given') =>
  [name, ...words.trim().split('\n').slice(0, LINES)].join('\n    ');
