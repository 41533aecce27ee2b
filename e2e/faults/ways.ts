/** By which way the host behind the line finds the server. */

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { createServer } from 'node:tls';
import { makeCertificate } from '../../tools/coturn/certificate.mjs';
import { startCoturn } from '../../tools/coturn/start.mjs';
import { freePort } from '../harness/ports.ts';
import type { TestServer } from '../harness/server.ts';
import type { TestHost } from './host.ts';
import { laySlowPath, type Slowness } from './slow-path.ts';

export interface Way {
  /** What the server has to know of it before it starts. */
  readonly env: Readonly<Record<string, string>>;
  /** Lays it to the running server. The answer is where the host finds its page. */
  lay(server: TestServer): Promise<string>;
  dispose(): Promise<void>;
}

export type MakeWay = (host: TestHost) => Promise<Way>;

const portOf = ({ url }: TestServer): number => Number(new URL(url).port);

/** Nothing but the cable. */
export const straight: MakeWay = async ({ serverAddress }) => ({
  env: { RTC_ANNOUNCED_ADDRESS: serverAddress },
  lay: async (server) => `http://${serverAddress}:${portOf(server)}`,
  dispose: async () => {},
});

/** Everything takes its time, and there is no other way. */
export const slow =
  (slowness: Slowness): MakeWay =>
  async (host) => {
    const media = await freePort();
    const ends: (() => Promise<void>)[] = [];
    return {
      env: { RTC_ANNOUNCED_ADDRESS: host.otherAddress, RTC_PORT: String(media) },
      async lay(server) {
        // Only now, or the server would take the port there for itself.
        host.plugOther();
        const web = portOf(server);
        const path = await laySlowPath({ slowness, address: host.otherAddress, web, media });
        ends.push(path.dispose);
        host.line.confine({ address: host.otherAddress });
        return `http://${host.otherAddress}:${path.port}`;
      },
      async dispose() {
        for (const end of ends) await end();
      },
    };
  };

const secret = 'a secret that two servers share';

/**
 * A network that lets nothing out but TCP to port 443: there the page is, behind a
 * proxy that ends TLS, and at another address, on the same port, the relay.
 */
export const only443: MakeWay = async (host) => {
  host.plugOther();
  const relay = await startCoturn({ secret, host: host.otherAddress, tlsPort: 443 });
  const ends: (() => Promise<unknown>)[] = [relay.stop];
  return {
    env: {
      RTC_ANNOUNCED_ADDRESS: host.serverAddress,
      TURN_URLS: relay.urls.tls,
      TURN_SECRET: secret,
    },
    async lay(server) {
      const certificate = await makeCertificate(host.folder, host.serverAddress);
      const [cert, key] = [await readFile(certificate.cert), await readFile(certificate.key)];
      const proxy = createServer({ cert, key }, (near) => {
        const far = connect(portOf(server), '127.0.0.1');
        near.pipe(far).pipe(near);
        near.on('error', () => far.destroy());
        far.on('error', () => near.destroy());
        ends.unshift(async () => void near.destroy());
      });
      proxy.listen(443, host.serverAddress);
      await once(proxy, 'listening');
      ends.push(async () => {
        proxy.close();
        await once(proxy, 'close');
      });
      host.line.confine({ port: 443 });
      return `https://${host.serverAddress}`;
    },
    async dispose() {
      for (const end of ends) await end();
    },
  };
};
