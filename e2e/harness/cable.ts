/**
 * A network cable between a browser and the server that one can pull: everything
 * that goes by TCP passes through it. Media over UDP does not, as when a proxy in
 * between restarts.
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface Cable {
  /** The server, at the other end. */
  readonly url: string;
  /** Ends all connections, and refuses new ones. */
  cut(): void;
  mend(): void;
  /** Takes it away for good. */
  dispose(): Promise<void>;
}

export interface CableOptions {
  /** What filters of some networks do: pages pass, WebSocket doesn't. */
  readonly refusesWebSocket?: boolean;
}

/** Lays a cable to the server at `target`. */
export async function layCable(target: string, options: CableOptions = {}): Promise<Cable> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let whole = true;
  const server = createServer(async (near) => {
    if (!whole) {
      near.destroy();
      return;
    }
    // A browser opens a connection of its own for a WebSocket, so its first words say it.
    if (options.refusesWebSocket) {
      const [first] = (await once(near, 'data').catch(() => [])) as [Buffer?];
      if (!first || /^upgrade: *websocket/im.test(first.toString('latin1'))) {
        near.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n');
        return;
      }
      near.pause();
      near.unshift(first);
    }
    const far = connect(Number(port), hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.pipe(to);
      // A reset is what a pulled cable looks like from here; both ends are gone then.
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    whole = false;
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    mend() {
      whole = true;
    },
    async dispose() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
