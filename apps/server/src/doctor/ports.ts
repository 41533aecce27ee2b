/** The ports of pages and media: free, or held by our own server. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';
import { listenInfos } from '../media/addresses.ts';
import { about, type Finding } from './finding.ts';

const LIMIT_MS = 3_000;

/** @param running whether our own server runs on this data folder */
export async function lookAtPort(
  { host, port, https }: { host: string; port: number; https: boolean },
  running: boolean,
): Promise<Finding> {
  const { green, red } = about('port');
  if (port === 0) return green('PORT is 0: any free one');
  const fault = await tryTcp(host, port);
  if (fault === null) {
    return green(`port ${port} is free${running ? ', so the running server has another' : ''}`);
  }
  if (fault === 'EADDRINUSE') {
    return running && (await isOurs(host, port, https))
      ? green(`port ${port} is held by our own running server`)
      : red(
          `port ${port} is in use by another program`,
          'End that program, or set PORT to another',
        );
  }
  if (fault === 'EACCES') {
    return red(`port ${port} may not be opened by this user`, 'Set PORT to one above 1023');
  }
  return red(
    `HOST=${host} can't be listened on (${fault})`,
    'Set HOST to an address of this machine, or to 0.0.0.0',
  );
}

/** Whether what listens there answers as our server does. A certificate of its own is no fault here. */
async function isOurs(host: string, port: number, https: boolean): Promise<boolean> {
  const { get } = https ? await import('node:https') : await import('node:http');
  const near = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return new Promise((resolve) => {
    const options = { host: near, port, path: '/healthz', timeout: LIMIT_MS };
    const request = get(
      { ...options, ...(https ? { rejectUnauthorized: false } : {}) },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode === 200);
      },
    );
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
}

/** All media ports of all workers, on UDP and TCP, at every address. */
export async function lookAtMediaPorts(
  { first, workers }: { first: number; workers: number },
  interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>,
  running: boolean,
): Promise<Finding[]> {
  const { green, red } = about('media ports');
  if (first === 0) {
    return [
      about('media ports').amber(
        'RTC_PORT is 0: others at every start',
        'Set RTC_PORT to a fixed one, so that a firewall can be opened for it',
      ),
    ];
  }
  const last = first + workers - 1;
  const range = first === last ? `${first}` : `${first} to ${last}`;
  /** At which addresses, by protocol, port and why. */
  const taken = new Map<string, string[]>();
  for (let port = first; port <= last; port++) {
    for (const { protocol, ip } of listenInfos(interfaces, port, [])) {
      const fault = protocol === 'udp' ? await tryUdp(ip, port) : await tryTcp(ip, port);
      if (fault === null) continue;
      const what = `${protocol.toUpperCase()} ${port}/${fault}`;
      taken.set(what, [...(taken.get(what) ?? []), ip]);
    }
  }
  if (taken.size === 0) return [green(`${range}, UDP and TCP, free`)];
  if (running) return [green(`${range}, UDP and TCP, held by our own running server`)];
  return [...taken].map(([what, addresses]) => {
    const [port, fault] = what.split('/');
    return fault === 'EADDRINUSE'
      ? red(
          `${port} of ${addresses.join(', ')} is in use by another program`,
          'End that program, or set RTC_PORT to another',
        )
      : red(
          `${port} of ${addresses.join(', ')} can't be had (${fault})`,
          'Set RTC_PORT to another, from 1024 on',
        );
  });
}

/** null: it could be had; else the system's code. */
async function tryTcp(host: string, port: number): Promise<string | null> {
  const server = createServer();
  server.listen({ host, port, exclusive: true });
  const fault = await firstOf(server, 'listening');
  if (fault === null) {
    server.close();
    await once(server, 'close');
  }
  return fault;
}

async function tryUdp(host: string, port: number): Promise<string | null> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  socket.bind({ port, address: host, exclusive: true });
  const fault = await firstOf(socket, 'listening');
  socket.close();
  return fault;
}

async function firstOf(emitter: NodeJS.EventEmitter, event: string): Promise<string | null> {
  try {
    await once(emitter, event);
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}
