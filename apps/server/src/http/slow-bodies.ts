/**
 * Bodies have to come within a time, or somebody who sends a byte a minute holds
 * a connection for ever. Node's own limit knows no exception; uploads need one,
 * since a large file over a thin line takes hours. Those watch for silence instead.
 */
import type { App } from '../platform/web.ts';

export function limitBodies(app: App, withinMs: number): void {
  app.addHook('onRequest', async (request) => {
    const { raw } = request;
    const { 'content-length': length = '0', 'transfer-encoding': encoding } = raw.headers;
    if ((length === '0' && !encoding) || request.routeOptions.config.longBody) return;
    const timer = setTimeout(() => raw.socket.destroy(), withinMs);
    timer.unref();
    const stop = () => clearTimeout(timer);
    raw.once('end', stop).once('close', stop);
  });
}
