/** The two that are compared by `chat`, and the run that is the same for both. */
import { startServer } from '@converge/e2e/harness/server';
import { createAccount, createGuest, createRoom } from '@converge/e2e/harness/visitor';
import { PROTOCOL_VERSION } from '@converge/protocol/version';
import type { Outcome, Plan } from '../chat/plan.ts';
import { startChild } from './child.ts';
import { cpuSeconds, descendants, residentBytes, treeCpuSeconds } from './process.ts';

/** Sockets that share one guest's key; the server allows 32 to a person. Who writes is one each. */
const SOCKETS_PER_GUEST = 25;

export interface ChatSide {
  readonly name: string;
  readonly url: string;
  readonly pid: number;
  /** The database's first process, where there is one. */
  readonly storage: number | undefined;
  room(sockets: number, senders: number): Promise<Pick<Plan, 'roomId' | 'keys'>>;
  stop(): Promise<void>;
}

export interface Scenario {
  readonly sockets: number;
  readonly rate: number;
  readonly seconds: number;
}

export async function floorChat(): Promise<ChatSide> {
  const child = startChild('floors/chat.ts');
  return {
    name: 'floor',
    url: await child.line(),
    pid: child.pid,
    storage: undefined,
    room: async () => ({ roomId: crypto.randomUUID(), keys: [] }),
    stop: () => child.stop(),
  };
}

export async function productChat(): Promise<ChatSide> {
  const server = await startServer({ env: { LOG_LEVEL: 'warn' } });
  const owner = await createAccount(server.url, 'Owner');
  return {
    name: 'product',
    url: server.url,
    pid: server.pid,
    storage: postmaster(server.pid),
    async room(sockets, senders) {
      const room = await createRoom(owner);
      const keys: Plan['keys'][number][] = [];
      const people = Math.max(senders, Math.ceil(sockets / SOCKETS_PER_GUEST));
      for (let i = 0; i < people; i++) {
        const guest = await createGuest(server.url, room.code, `Guest ${i + 1}`);
        keys.push({
          cookie: guest.cookieHeader,
          auth: { protocol: PROTOCOL_VERSION, room: room.id },
        });
      }
      return { roomId: room.id, keys };
    },
    stop: () => server.dispose(),
  };
}

/** PostgreSQL's first process is the parent of all its others. */
const postmaster = (server: number): number | undefined =>
  descendants(server, 'postgres').sort((a, b) => a - b)[0];

/** Lets the bots run against one side, and says what it cost in CPU seconds meanwhile. */
export async function measureChat(side: ChatSide, scenario: Scenario) {
  const senders = Math.min(scenario.sockets, Math.max(10, Math.ceil(scenario.rate / 3)));
  const plan: Plan = {
    url: side.url,
    ...(await side.room(scenario.sockets, senders)),
    ...scenario,
    senders,
    warmUpSeconds: 3,
  };
  const bots = startChild('chat/bots.ts');
  try {
    bots.tell(JSON.stringify(plan));
    await expectLine(bots, 'ready');
    bots.tell('go');
    await expectLine(bots, 'begin');
    const before = costs(side);
    await expectLine(bots, 'end');
    const after = costs(side);
    const outcome = JSON.parse(await bots.line()) as Outcome;
    return {
      outcome,
      elapsed: (after.time - before.time) / 1000,
      cpu: { server: after.server - before.server, storage: after.storage - before.storage },
      residentMiB: Math.round(residentBytes(side.pid) / 2 ** 20),
    };
  } finally {
    await bots.stop();
  }
}

async function expectLine(bots: { line(): Promise<string> }, wanted: string): Promise<void> {
  const line = await bots.line();
  if (line !== wanted) throw new Error(`expected "${wanted}", got "${line}"`);
}

const costs = ({ pid, storage }: ChatSide) => ({
  time: performance.now(),
  server: cpuSeconds(pid),
  storage: storage === undefined ? 0 : treeCpuSeconds(storage),
});
