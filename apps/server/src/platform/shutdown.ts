/**
 * Ordered end: steps run one after another in the reverse order of their
 * registration (what was opened last closes first), each within its own time
 * limit, so that one that hangs can't keep the others from closing; and all of
 * them within the time of the whole, of which each `kept` step has its part
 * whatever those before it take (SPEC OPS-13).
 */
import type { Log } from './log.ts';

export interface Shutdown {
  /** Registers a step; a failing or late one is logged and passed over. */
  add(name: string, close: () => unknown, limits?: StepLimits): void;
  /** Runs all steps once; later calls get the same promise. Resolves to whether all went well. */
  run(): Promise<boolean>;
  /** True from the first call of `run` on. */
  readonly started: boolean;
  /** Aborted by the first call of `run`: what is still starting gives up. */
  readonly signal: AbortSignal;
}

export interface StepLimits {
  /** For how long it is waited for; five seconds by default. */
  readonly limitMs?: number;
  /** Whether the steps before it leave it this time. */
  readonly kept?: boolean;
}

interface Step {
  readonly name: string;
  readonly close: () => unknown;
  readonly limitMs: number;
  readonly kept: boolean;
}

/** Less than what main.ts, and then the launcher, wait before they kill. */
const defaultWholeMs = 24_000;

/** @param wholeMs for all steps together */
export function createShutdown(log: Log, wholeMs = defaultWholeMs): Shutdown {
  const steps: Step[] = [];
  const begun = new AbortController();
  let running: Promise<boolean> | null = null;

  async function runAll(): Promise<boolean> {
    const end = performance.now() + wholeMs;
    let clean = true;
    for (let step = steps.pop(); step; step = steps.pop()) {
      const kept = steps.reduce((sum, { limitMs, kept }) => sum + (kept ? limitMs : 0), 0);
      const left = Math.max(0, end - performance.now() - kept);
      try {
        await within(step, Math.min(step.limitMs, left));
      } catch (error) {
        clean = false;
        log.error({ err: error, step: step.name }, 'a step of the shutdown failed');
      }
    }
    return clean;
  }

  return {
    add(name, close, { limitMs = 5_000, kept = false } = {}) {
      steps.push({ name, close, limitMs, kept });
    },
    run() {
      if (!running) {
        begun.abort(new Error('the server is stopping'));
        running = runAll();
      }
      return running;
    },
    get started() {
      return running !== null;
    },
    signal: begun.signal,
  };
}

async function within({ name, close }: Step, limitMs: number): Promise<void> {
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
