/**
 * The way from a server to its PostgreSQL, through a proxy of the test's own, so
 * that the database can be out of reach while it runs on for others.
 */
import { once } from 'node:events';
import {
  type AddressInfo,
  connect,
  createServer,
  type NetConnectOpts,
  type Socket,
} from 'node:net';

export interface DatabaseLine {
  /** For DATABASE_URL. */
  readonly url: string;
  /** Ends all connections and refuses new ones, as a database that was stopped. */
  cut(): void;
  /** Nothing passes and nothing ends, as behind a switch that died. */
  stall(): void;
  mend(): void;
  close(): Promise<void>;
}

/** `url`: of the database itself; `host` among its parameters is the folder of its socket. */
export async function layDatabaseLine(url: string): Promise<DatabaseLine> {
  const target = new URL(url);
  const folder = target.searchParams.get('host');
  const to: NetConnectOpts = folder
    ? { path: `${folder}/.s.PGSQL.${target.port}` }
    : { host: target.hostname, port: Number(target.port) };
  const open = new Set<Socket>();
  let state: 'whole' | 'cut' | 'stalled' = 'whole';
  const server = createServer((near) => {
    if (state === 'cut') {
      near.destroy();
      return;
    }
    const far = connect(to);
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.on('data', (bytes) => into.write(bytes));
      if (state === 'stalled') from.pause();
      // A reset is what a cut looks like from here; both ends are gone then.
      from.on('error', () => into.destroy());
      from.on('close', () => {
        open.delete(from);
        into.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const through = new URL(url);
  through.searchParams.delete('host');
  through.hostname = '127.0.0.1';
  through.port = String((server.address() as AddressInfo).port);
  const cut = () => {
    state = 'cut';
    for (const socket of open) socket.destroy();
  };
  return {
    url: through.href,
    cut,
    stall() {
      state = 'stalled';
      for (const socket of open) socket.pause();
    },
    mend() {
      state = 'whole';
      for (const socket of open) socket.resume();
    },
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
