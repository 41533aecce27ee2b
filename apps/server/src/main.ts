/** Starts the server: environment, composition, listening; and ends it in order. */
import './platform/quick-imports.ts';
import { networkInterfaces } from 'node:os';
import { readEnv } from './config/env.ts';

const began = performance.now();

try {
  const env = readEnv();
  // Loaded only now: the hook above must be there first, and a faulty environment needs no wait.
  const [{ compose }, { createLog }] = await Promise.all([
    import('./compose.ts'),
    import('./platform/log.ts'),
  ]);
  const log = createLog(env.LOG_LEVEL);
  const { app, shutdown } = await compose(env, log);

  const end = async (reason: string) => {
    if (shutdown.started) return;
    log.info({ reason }, 'stopping');
    const clean = await shutdown.run();
    process.exit(clean ? 0 : 1);
  };
  process.once('SIGINT', () => void end('SIGINT'));
  process.once('SIGTERM', () => void end('SIGTERM'));
  process.once('disconnect', () => void end('the parent is gone'));

  await app
    .listen({ port: env.PORT, host: env.HOST })
    .catch(async (error: NodeJS.ErrnoException) => {
      await shutdown.run();
      throw error.code === 'EADDRINUSE'
        ? new Error(
            `Port ${env.PORT} is in use by another program. Stop it, or set PORT to a free one.`,
          )
        : error;
    });
  const address = app.server.address();
  const port = typeof address === 'object' && address ? address.port : env.PORT;
  announce(port, 'http', env.HOST);
  process.send?.({ type: 'ready', port });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

function announce(port: number, scheme: string, host: string): void {
  const lan = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal);
  const lines = [
    `Ready in ${Math.round(performance.now() - began)} ms`,
    `  here:    ${scheme}://localhost:${port}`,
    ...(host === '0.0.0.0' || host === '::'
      ? lan.map(({ address }) => `  network: ${scheme}://${address}:${port}`)
      : []),
  ];
  console.log(lines.join('\n'));
}
