/** Joins of bots, several side by side. */
import { startServer } from '@converge/e2e/harness/server';
import { createAccount, createRoom } from '@converge/e2e/harness/visitor';
import { startChild } from '../lib/child.ts';
import type { Attempt, Plan } from './plan.ts';

/** So many joins, `atOnce` of them side by side in rooms of their own. */
export async function joinByBots(count: number, atOnce: number): Promise<readonly Attempt[]> {
  const server = await startServer({
    env: { LOG_LEVEL: 'warn', RATE_LIMIT_FACTOR: '1000', DIRECT_CALLS: 'off' },
  });
  const child = startChild('joins/bots.ts');
  const attempts: Attempt[] = [];
  try {
    const owner = await createAccount(server.url, 'Owner');
    const rooms: { id: string; code: string; owner: string }[] = [];
    while (rooms.length < atOnce) {
      const { id, code } = await createRoom(owner);
      rooms.push({ id, code, owner: owner.cookieHeader });
    }
    const { media } = await owner.rest.join.card(rooms[0]?.code ?? '');
    const plan: Plan = { url: server.url, count, rooms, capabilities: media };
    child.tell(JSON.stringify(plan));
    while (attempts.length < count) {
      attempts.push(JSON.parse(await child.line()) as Attempt);
      process.stderr.write(`\r${attempts.length} of ${count} bots`);
    }
    process.stderr.write('\n');
    return attempts;
  } finally {
    await child.stop();
    await server.dispose();
  }
}
