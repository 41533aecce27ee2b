/**
 * How much compressed JavaScript a page may need, in bytes. Held by the budget
 * check on the build, and by `npm run bench -- load` in a real browser.
 */
export const budgets = { main: 120_000, join: 180_000 };
