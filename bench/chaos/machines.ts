/** The processes with the people of a call, each as somebody who orders them about. */
import { type Child, startChild } from '../lib/child.ts';
import type { Command, Key, MachinePlan, Seen } from './plan.ts';

export interface Machine {
  readonly keys: Key[];
  /** Process id; throws where it is off. */
  readonly pid: number;
  /** Whether it runs and everybody on it came in. */
  readonly up: boolean;
  order(command: Command): Promise<unknown>;
  look(): Promise<readonly Seen[]>;
  /** Ends it at once, without a goodbye of anybody. */
  kill(): void;
  /** Starts it, or starts it again, with the same people. Settles when they are inside. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function createMachine(plan: Omit<MachinePlan, 'keys'>, keys: Key[]): Machine {
  let child: Child | null = null;
  let up = false;
  /** Answers come in the order of the orders. */
  let last: Promise<unknown> = Promise.resolve();

  const machine: Machine = {
    keys,
    get pid() {
      if (!child) throw new Error('the machine is off');
      return child.pid;
    },
    get up() {
      return up;
    },
    order(command) {
      const to = child;
      if (!to) throw new Error('the machine is off');
      to.tell(JSON.stringify(command));
      const answer = last.then(async () => answered(await to.line()));
      last = answer.catch(() => undefined);
      return answer;
    },
    async look() {
      return (await machine.order({ do: 'look' })) as Seen[];
    },
    kill() {
      up = false;
      if (child) process.kill(child.pid, 'SIGKILL');
      child = null;
    },
    async start() {
      const fresh = startChild('chaos/machine.ts');
      child = fresh;
      last = Promise.resolve();
      fresh.tell(JSON.stringify({ ...plan, keys } satisfies MachinePlan));
      const line = await fresh.line();
      if (line !== 'ready') throw new Error(`expected "ready", got "${line}"`);
      up = true;
    },
    async stop() {
      up = false;
      await child?.stop();
    },
  };
  return machine;
}

function answered(line: string): unknown {
  const answer: unknown = JSON.parse(line);
  if (typeof answer === 'object' && answer && 'error' in answer) throw new Error(`${answer.error}`);
  return answer;
}
