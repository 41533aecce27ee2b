/**
 * A minute of everything at once; `npm run bench -- chaos` does the same for an hour. Only where
 * `CONVERGE_CHAOS` is set: how soon there is calm again depends on what else the machine does.
 */
import { startServer } from '@converge/e2e/harness/server';
import { expect, test } from 'vitest';
import { createTestDatabase } from '../../apps/server/test/database.ts';
import { runChaos } from '../chaos/chaos.ts';
import { insideServer } from './watched-server.ts';

/** `CONVERGE_SEED=…` has the same steps again. */
const seed = Number(process.env.CONVERGE_SEED ?? Date.now() % 1_000_000);

test.runIf(process.env.CONVERGE_CHAOS)(
  'MEDIA-8 CALL-2 SEAT-4 twenty people to whom everything happens: nobody stays out or is there twice, nothing is left over',
  async () => {
    const database = await createTestDatabase();
    const server = await startServer({
      preload: insideServer,
      env: {
        DATABASE_URL: database.url,
        RATE_LIMIT_FACTOR: '100',
        DIRECT_CALLS: 'off',
        BENCH_SEAT_MS: '5000',
      },
    });
    try {
      console.log(`seed ${seed}`);
      const { done, faults } = await runChaos({
        ...{ server, seed, people: 20, stormMs: 15_000, paceMs: 150, patienceMs: 45_000 },
        goesOn: (storms) => storms < 2,
        say: (line) => console.log(line),
      });
      console.log(JSON.stringify(done));
      expect(faults).toEqual([]);
    } finally {
      await server.dispose();
      await database.drop();
    }
  },
  240_000,
);
