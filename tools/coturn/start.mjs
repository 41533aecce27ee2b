/**
 * A real relay, by default on free ports of the loopback address, for as long as
 * a test needs it:
 *
 *   const relay = await startCoturn({ secret });
 *   relay.urls.udp   // turn:127.0.0.1:…?transport=udp
 *   await relay.stop();
 */
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { run } from '../lib/run.mjs';
import { makeCertificate } from './certificate.mjs';
import { clientOf, ensureCoturn } from './ensure.mjs';

const LOOPBACK = '127.0.0.1';
const START_LIMIT_MS = 60_000;
const CLIENT_LIMIT_MS = 60_000;

/**
 * @typedef {object} Relay
 * @property {{udp: string, tcp: string, tls: string}} urls as browsers want them
 * @property {readonly string[]} log what it has written so far
 * @property {(user: {username: string, credential: string}, by: 'udp' | 'tcp' | 'tls', places?: number) => Promise<boolean>} serves
 *   whether it relays packets for these credentials, seen with coturn's own client;
 *   `places`: by so many allocations at once, two by default, in pairs
 * @property {() => Promise<void>} stop
 */

/**
 * Starts coturn with `use-auth-secret`; resolves when it listens.
 * @param {{secret: string, host?: string, port?: number, tlsPort?: number, settings?: readonly string[]}} options
 *   `host`: an address of this machine; `port`: for UDP and TCP; without ports: free ones;
 *   `settings`: more of them, as lines of its configuration
 * @returns {Promise<Relay>}
 */
export async function startCoturn({ secret, host = LOOPBACK, settings = [], ...ports }) {
  const bin = await ensureCoturn();
  const folder = await mkdtemp(join(tmpdir(), 'converge-coturn-'));
  const port = ports.port ?? (await freePort(host));
  const tlsPort = ports.tlsPort ?? (await freePort(host));
  const certificate = await makeCertificate(folder, host);
  const child = spawn(
    bin,
    [
      '-n', // no configuration of the machine's
      `--listening-ip=${host}`,
      `--relay-ip=${host}`,
      `--listening-port=${port}`,
      `--tls-listening-port=${tlsPort}`,
      `--cert=${certificate.cert}`,
      `--pkey=${certificate.key}`,
      '--use-auth-secret',
      `--static-auth-secret=${secret}`,
      '--realm=converge.test',
      '--allow-loopback-peers',
      '--no-cli',
      '--no-dtls',
      `--userdb=${join(folder, 'turndb')}`,
      `--pidfile=${join(folder, 'pid')}`,
      '--log-file=stdout',
      ...settings.map((line) => `--${line}`),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  /** @type {string[]} */
  const log = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => log.push(line));
  }
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await Promise.race([
      Promise.all([listening(port, host), listening(tlsPort, host)]),
      ended.then(() => {
        throw new Error('it ended');
      }),
    ]);
  } catch (cause) {
    await stop();
    throw new Error(`coturn didn't start; it wrote:\n${log.join('\n')}`, { cause });
  }
  const portOf = { udp: port, tcp: port, tls: tlsPort };
  const ways = { udp: [], tcp: ['-t'], tls: ['-t', '-S'] };
  return {
    urls: {
      udp: `turn:${host}:${port}?transport=udp`,
      tcp: `turn:${host}:${port}?transport=tcp`,
      tls: `turns:${host}:${tlsPort}?transport=tcp`,
    },
    log,
    async serves({ username, credential }, by, places = 2) {
      const user = ['-u', username, '-w', credential];
      // Its clients send each other one message through the relay, two by two.
      const little = ['-y', '-c', '-m', String(places - 1), '-n', '1'];
      const args = [...ways[by], ...user, ...little, '-p', String(portOf[by]), host];
      const { code } = await run(clientOf(bin), args, { limitMs: CLIENT_LIMIT_MS });
      return code === 0;
    },
    stop,
  };
}

/**
 * Below those that kernels give to whoever asks for any (32768 and up on Linux): nobody else gets
 * one of them before the relay has it.
 */
const [FIRST, LAST] = [12_000, 32_000];

/** A port that was free for TCP and UDP a moment ago. @param {string} host */
async function freePort(host) {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    if (
      (await isFree(createServer().listen(port, host))) &&
      (await isFree(createSocket('udp4').bind(port, host)))
    )
      return port;
  }
}

/** @param {import('node:net').Server | import('node:dgram').Socket} opening */
async function isFree(opening) {
  try {
    await once(opening, 'listening');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EADDRINUSE') return false;
    throw error;
  }
  await once(opening.close(), 'close');
  return true;
}

/** Resolves when somebody listens there. @param {number} port @param {string} host */
async function listening(port, host) {
  const until = performance.now() + START_LIMIT_MS;
  for (;;) {
    const socket = connect(port, host);
    try {
      await once(socket, 'connect');
      return;
    } catch (error) {
      if (performance.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    } finally {
      socket.destroy();
    }
  }
}
