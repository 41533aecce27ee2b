/** Two kinds of tests: pure ones, and those with a real PostgreSQL (and media worker). */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: { name: 'server:unit', include: ['src/**/*.test.ts', 'test/**/*.test.ts'] },
      },
      {
        test: {
          name: 'server:integration',
          include: ['src/**/*.itest.ts', 'test/**/*.itest.ts'],
          globalSetup: ['test/postgres.ts', 'test/media-worker.ts'],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
