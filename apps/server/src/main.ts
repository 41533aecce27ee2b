/** Starts the server: environment, composition, listening; and ends it in order. */
import './platform/quick-imports.ts';
import { readEnv } from './config/env.ts';
import type { Log } from './platform/log.ts';

const began = performance.now();
/** More than all steps of the end may take, less than what the launcher waits before it kills. */
const endLimitMs = 25_000;

interface Order {
  readonly reason: string;
  readonly code: number;
}

let log: Log | undefined;
let told = false;

// Heard from the first moment on: what has only begun to start is ended in order, too (SPEC OPS-12).
const order = new Promise<Order>((resolve) => {
  const tell = (reason: string, code: number) => {
    told = true;
    resolve({ reason, code });
  };
  process.on('SIGINT', () => tell('SIGINT', 0));
  process.on('SIGTERM', () => tell('SIGTERM', 0));
  process.on('disconnect', () => tell('the parent is gone', 0));
  // A fault nobody foresaw: what the process holds is in doubt, so it ends, but in order.
  process.on('uncaughtException', (error) => {
    if (log) log.fatal({ err: error }, 'an unforeseen fault');
    else console.error(error);
    tell('an unforeseen fault', 1);
  });
});

async function start(): Promise<void> {
  const env = readEnv();
  // Loaded only now: the hook above must be there first, and a faulty environment needs no wait.
  const [{ compose }, { listen }, { createLog }, { createShutdown }] = await Promise.all([
    import('./compose.ts'),
    import('./listen.ts'),
    import('./platform/log.ts'),
    import('./platform/shutdown.ts'),
  ]);
  const loaded = performance.now();
  const theLog = createLog(env.LOG_LEVEL);
  log = theLog;
  const shutdown = createShutdown(theLog);
  const ended = order.then(async ({ reason, code }) => {
    theLog.info({ reason }, 'stopping');
    setTimeout(() => process.exit(1), endLimitMs).unref();
    const clean = await shutdown.run();
    theLog.info('stopped');
    process.exit(clean ? code : 1);
  });
  try {
    const composed = await compose(env, theLog, shutdown);
    if (told) return ended;
    const { port, lines } = await listen(composed, env);
    const parts = `loading ${Math.round(loaded - began)} ms, ${composed.stopwatch.words()}`;
    const took = Math.round(performance.now() - began);
    console.log(`Ready in ${took} ms (${parts})\n${lines.join('\n')}`);
    process.send?.({ type: 'ready', port });
    setImmediate(() => {
      const { auth } = composed;
      auth.warmUp().catch((error: unknown) => theLog.error({ err: error }, 'accounts do not work'));
    });
  } catch (error) {
    // What was given up because the server is to end is no failure.
    if (told) return ended;
    throw error;
  }
}

try {
  await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
