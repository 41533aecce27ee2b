/** The address that browsers are told to send media to: could it be right? */
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';
import { lanAddresses } from '../media/addresses.ts';
import { about, type Finding } from './finding.ts';

const { green, amber, red } = about('announced address');

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

export interface Announced {
  /** RTC_ANNOUNCED_ADDRESS. */
  readonly addresses: readonly string[];
  readonly publicUrl: string | undefined;
}

export async function lookAtAnnounced(
  { addresses, publicUrl }: Announced,
  interfaces: Interfaces,
): Promise<Finding[]> {
  const own = lanAddresses(interfaces);
  if (addresses.length > 0) return Promise.all(addresses.map((one) => judge(one, own)));
  if (own.length === 0) {
    return [
      amber(
        'this machine is in no network: only its own browsers find the media',
        'Connect it, or set RTC_ANNOUNCED_ADDRESS to the address that others reach it by',
      ),
    ];
  }
  const beyond = publicUrl !== undefined && own.every(isPrivate) && !isInside(new URL(publicUrl));
  return [
    beyond
      ? amber(
          `PUBLIC_URL is on the internet, but the media is announced at ${own.join(', ')} only`,
          'Set RTC_ANNOUNCED_ADDRESS to the public address that forwards to this machine',
        )
      : green(`${own.join(', ')}, of this machine`),
  ];
}

async function judge(name: string, own: readonly string[]): Promise<Finding> {
  const part = `RTC_ANNOUNCED_ADDRESS is ${name}`;
  const remedy = 'Set it to the address that browsers reach this machine by, or leave it away';
  const address = isIP(name) ? name : await resolve(name);
  if (address === null) return red(`${part}, a name that leads nowhere`, remedy);
  if (isLoopback(address)) return red(`${part}, which is everybody's own machine`, remedy);
  if (address === '0.0.0.0' || address === '::') return red(`${part}, which is no address`, remedy);
  if (own.includes(address)) return green(`${part}, of this machine`);
  return isPrivate(address)
    ? amber(`${part}, a private address that isn't of this machine`, remedy)
    : green(`${part}: its router has to forward the media ports here, UDP and TCP`);
}

async function resolve(name: string): Promise<string | null> {
  try {
    return (await lookup(name)).address;
  } catch {
    // That it leads nowhere is the finding.
    return null;
  }
}

const blocks = (...ranges: readonly [string, number, 'ipv4' | 'ipv6'][]): BlockList => {
  const list = new BlockList();
  for (const range of ranges) list.addSubnet(...range);
  return list;
};

const loopback = blocks(['127.0.0.0', 8, 'ipv4'], ['::1', 128, 'ipv6']);
/** Not routed on the internet: private networks, shared ones of providers, link-local ones. */
const inside = blocks(
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
);

const family = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
const isLoopback = (address: string): boolean => loopback.check(address, family(address));
const isPrivate = (address: string): boolean => inside.check(address, family(address));

/** Whether a page's address can only be meant for a local network. */
function isInside({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host)) return isPrivate(host) || isLoopback(host);
  return (
    !host.includes('.') || /\.(local|lan|home|internal|test)$/.test(host) || host === 'localhost'
  );
}
