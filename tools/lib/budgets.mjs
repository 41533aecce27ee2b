/**
 * How much compressed JavaScript a page may need before it can be used, and what that is made of.
 * Held by `tools/budget.mjs` on the build, and by `npm run bench -- load` in a real browser, which
 * also sees what a page fetches ahead.
 *
 * @typedef {object} Budget
 * @property {number} bytes 1 kB is 1000 bytes
 * @property {string[]} modules entries of Vite's manifest; what they import comes with them
 * @property {string[]} words catalogues it shows, besides those that every page loads
 */

/** @type {Record<'main' | 'join', Budget>} */
export const budgets = {
  main: {
    bytes: 120_000,
    modules: ['index.html', 'src/routes/main.tsx'],
    words: ['main', 'rooms'],
  },
  join: { bytes: 180_000, modules: ['index.html', 'src/routes/join.tsx'], words: ['join'] },
};

/** Catalogues that the entry itself loads. */
export const commonWords = ['common', 'errors'];
