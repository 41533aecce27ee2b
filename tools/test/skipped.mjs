/** Why tests were skipped: a number alone doesn't say what to do about it. */

/**
 * As Playwright's JSON reporter nests them.
 * @typedef {{type: string, description?: string}} Annotation
 * @typedef {{tests: readonly {status: string, annotations: readonly Annotation[]}[]}} Spec
 * @typedef {{specs?: readonly Spec[], suites?: readonly Suite[]}} Suite
 */

/**
 * One line for each reason, e.g. `2 skipped: network namespaces need root`; undefined: none was.
 * @param {readonly Suite[]} suites
 * @returns {string | undefined}
 */
export function whySkipped(suites) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const reason of suites.flatMap(reasons)) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  if (counts.size === 0) return undefined;
  return [...counts].map(([reason, count]) => `${count} skipped: ${reason}`).join('\n');
}

/** @param {Suite} suite @returns {string[]} */
const reasons = ({ specs = [], suites = [] }) => [
  ...specs
    .flatMap(({ tests }) => tests)
    .filter(({ status }) => status === 'skipped')
    .map(({ annotations }) => annotations.find(({ type }) => type === 'skip'))
    .map((skip) => skip?.description ?? 'no reason was given'),
  ...suites.flatMap(reasons),
];
