import { join } from 'node:path';

/** For `startServer({ preload })`. */
export const insideServer: string = join(import.meta.dirname, 'inside-server.ts');
