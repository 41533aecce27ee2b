/**
 * Ordered end: steps run one after another in the reverse order of their
 * registration (what was opened last closes first), each within its own time
 * limit, so that one that hangs can't keep the others from closing.
 */
import type { Log } from './log.ts';

export interface Shutdown {
  /** Registers a step. `limitMs` bounds it; a failing or late step is logged and passed over. */
  add(name: string, close: () => unknown, limitMs?: number): void;
  /** Runs all steps once; later calls get the same promise. Resolves to whether all went well. */
  run(): Promise<boolean>;
  /** True from the first call of `run` on. */
  readonly started: boolean;
}

interface Step {
  readonly name: string;
  readonly close: () => unknown;
  readonly limitMs: number;
}

export function createShutdown(log: Log): Shutdown {
  const steps: Step[] = [];
  let running: Promise<boolean> | null = null;

  async function runAll(): Promise<boolean> {
    let clean = true;
    for (let step = steps.pop(); step; step = steps.pop()) {
      try {
        await within(step);
      } catch (error) {
        clean = false;
        log.error({ err: error, step: step.name }, 'a step of the shutdown failed');
      }
    }
    return clean;
  }

  return {
    add(name, close, limitMs = 5_000) {
      steps.push({ name, close, limitMs });
    },
    run() {
      running ??= runAll();
      return running;
    },
    get started() {
      return running !== null;
    },
  };
}

async function within({ name, close, limitMs }: Step): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${name} did not close in ${limitMs} ms`)), limitMs);
  });
  try {
    await Promise.race([Promise.resolve().then(close), late]);
  } finally {
    clearTimeout(timer);
  }
}
