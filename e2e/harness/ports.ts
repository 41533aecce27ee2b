import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/**
 * Below those that kernels give to whoever asks for any (32768 and up on Linux):
 * a browser's own sockets never sit there, whatever it opens meanwhile.
 */
const [FIRST, LAST] = [12_000, 32_000];

/** A port that was free for TCP and UDP a moment ago. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    if (
      (await isFree(createServer().listen(port))) &&
      (await isFree(createSocket('udp4').bind(port)))
    )
      return port;
  }
}

async function isFree(opening: Server | Socket): Promise<boolean> {
  try {
    await once(opening, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
    throw error;
  }
  await once(opening.close(), 'close');
  return true;
}
