/**
 * All tests that need no browser. Unit tests are pure; integration tests (`*.itest.ts`) have a real
 * PostgreSQL and a real media worker.
 *
 *   node_modules/.bin/vitest --project unit [part of a file's name]
 */
import { configDefaults, defineConfig } from 'vitest/config';

const exclude = [...configDefaults.exclude, 'e2e/**'];

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['**/*.test.{ts,tsx}'], exclude } },
      {
        test: {
          name: 'integration',
          include: ['**/*.itest.ts'],
          exclude,
          globalSetup: ['apps/server/test/postgres.ts', 'apps/server/test/media-worker.ts'],
          // One process per file, and few of them: each file starts servers and media workers.
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
