/** Starts the server: environment, composition, listening; and ends it in order. */
import './platform/quick-imports.ts';
import { readEnv } from './config/env.ts';

const began = performance.now();
/** Less than what a supervisor usually waits before it kills. */
const shutdownLimitMs = 25_000;

try {
  const env = readEnv();
  // Loaded only now: the hook above must be there first, and a faulty environment needs no wait.
  const [{ compose }, { listen }, { createLog }] = await Promise.all([
    import('./compose.ts'),
    import('./listen.ts'),
    import('./platform/log.ts'),
  ]);
  const log = createLog(env.LOG_LEVEL);
  const composed = await compose(env, log);
  const { shutdown, auth } = composed;

  const end = async (reason: string, code: number) => {
    if (shutdown.started) return;
    log.info({ reason }, 'stopping');
    setTimeout(() => process.exit(1), shutdownLimitMs).unref();
    const clean = await shutdown.run();
    log.info('stopped');
    process.exit(clean ? code : 1);
  };
  process.on('SIGINT', () => void end('SIGINT', 0));
  process.on('SIGTERM', () => void end('SIGTERM', 0));
  process.on('disconnect', () => void end('the parent is gone', 0));
  // A fault nobody foresaw: what the process holds is in doubt, so it ends, but in order.
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'an unforeseen fault');
    void end('an unforeseen fault', 1);
  });

  const { port, lines } = await listen(composed, env);
  console.log(`Ready in ${Math.round(performance.now() - began)} ms\n${lines.join('\n')}`);
  process.send?.({ type: 'ready', port });
  setImmediate(() => {
    auth.warmUp().catch((error: unknown) => log.error({ err: error }, 'accounts do not work'));
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
