/** Under which names and addresses this machine is reached. */
import { hostname, networkInterfaces } from 'node:os';

/** IPv4 addresses of the networks this machine is in, without its own loop. */
export const networkAddresses = (): string[] =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);

/** Whether who listens on this address listens on all that the machine has. */
export const isEverywhere = (host: string): boolean => host === '0.0.0.0' || host === '::';

/** `localhost`, the machine's name, and that name as it is announced in a local network. */
export function ownNames(): string[] {
  const name = hostname().toLowerCase();
  return ['localhost', name, `${name}.local`];
}
