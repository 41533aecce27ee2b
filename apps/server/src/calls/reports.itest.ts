/** What stays of a call whose server is killed in the middle of it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callJoin } from '@converge/protocol/realtime/call';
import type { CallReportsAnswer } from '@converge/protocol/rest/calls';
import type { JoinCard } from '@converge/protocol/rest/join';
import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { createBrowser } from '../../test/browser.ts';
import { createTestDatabase } from '../../test/database.ts';
import { signIn, signUp } from '../../test/people.ts';
import { killServerProcesses, startServerProcess } from '../../test/process.ts';
import { call, goLive, makeRoom } from '../../test/world.ts';

afterEach(killServerProcesses);

test('OPS-10 what stays of a call outlives a kill of the server, and the next start closes it', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'converge-reports-'));
  const database = await createTestDatabase();
  const start = async () => {
    const server = await startServerProcess({ DATA_DIR: dataDir, DATABASE_URL: database.url });
    return { ...server, browser: () => createBrowser(server.baseUrl) };
  };
  const pool = new pg.Pool({ connectionString: database.url });
  try {
    const first = await start();
    const olga = await signUp(first, { name: 'Olga' });
    const { browser, me } = olga;
    const who = { browser, id: me.id, name: me.name };
    const room = await makeRoom(who);
    const live = await goLive(first, who);
    const { media } = await call<JoinCard>(browser, 'GET', `/join/${room.code}`);
    await live.ask(callJoin, { roomId: room.id, rtpCapabilities: media });
    const kept = async () => (await pool.query('select state from call_reports')).rows;
    await expect.poll(kept).toEqual([{ state: 'running' }]);
    const path = `/rooms/${room.id}/calls`;
    expect(await call<CallReportsAnswer>(browser, 'GET', path)).toEqual({ calls: [], more: false });

    await first.end('SIGKILL');
    const second = await start();
    const again = await signIn(second, olga);
    const { calls } = await call<CallReportsAnswer>(again.browser, 'GET', path);
    expect(calls).toMatchObject([{ byServer: true, people: [{ name: 'Olga' }] }]);
    await second.end('SIGTERM');
  } finally {
    await pool.end();
    await database.drop();
    await rm(dataDir, { recursive: true, force: true });
  }
});
