/**
 * All tests that need no browser. Unit tests are pure; integration tests (`*.itest.ts`) have a real
 * PostgreSQL and a real media worker.
 *
 *   node_modules/.bin/vitest --project unit [part of a file's name]
 */
import { configDefaults, defineConfig } from 'vitest/config';

const exclude = [...configDefaults.exclude, 'e2e/**'];

/**
 * How long is waited for what has to come. No test asks for speed by these: they are there so that
 * what hangs is named at all, and leave a busy machine several times what a test takes.
 */
const patience = {
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 20_000 } },
};

export default defineConfig({
  test: {
    teardownTimeout: 60_000,
    projects: [
      { test: { ...patience, name: 'unit', include: ['**/*.test.{ts,tsx}'], exclude } },
      {
        test: {
          ...patience,
          name: 'integration',
          include: ['**/*.itest.ts'],
          exclude,
          globalSetup: ['apps/server/test/postgres.ts', 'apps/server/test/media-worker.ts'],
          // One process per file, and few of them: each file starts servers and media workers.
          pool: 'forks',
          maxWorkers: 2,
        },
      },
    ],
  },
});
