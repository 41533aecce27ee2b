/**
 * Where media arrives. Each address of this machine gets a UDP and a TCP port,
 * so that people in the LAN and browsers on the same machine both find a way;
 * announced addresses (NAT, containers) come first.
 */
import { isIPv6 } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';
import type { TransportListenInfo } from 'mediasoup/types';

/** Bridges to containers and virtual machines: nobody's browser is behind them. */
const virtual = /^(docker|br-|veth|virbr|vmnet|cni|flannel|cali|lxc|lxd)/;
const LOOPBACK = '127.0.0.1';

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** Addresses under which others reach this machine, IPv4 first; one of IPv6 per interface. */
export function lanAddresses(interfaces: Interfaces): string[] {
  const outward = Object.entries(interfaces)
    .filter(([name]) => !virtual.test(name))
    .map(([, addresses]) => (addresses ?? []).filter(({ internal }) => !internal));
  const v4 = outward.flatMap((all) => all.filter(({ family }) => family === 'IPv4'));
  // Link-local ones need a zone, which ICE candidates can't carry.
  const v6 = outward.flatMap((all) =>
    all.filter((one) => one.family === 'IPv6' && !one.address.startsWith('fe80:')).slice(0, 1),
  );
  return [...v4, ...v6].map(({ address }) => address);
}

/** Which of the announced addresses may stand for a socket on `ip`: of its family; names count as IPv4. */
const announcedFor = (ip: string, announced: readonly string[]): readonly string[] =>
  announced.filter((one) => isIPv6(one) === isIPv6(ip));

/**
 * The announced addresses that a socket has beside `address`, under which its
 * worker knows it: a socket can be told one only, so the others are added to the
 * candidates that clients get.
 */
export function furtherAnnounced(address: string, announced: readonly string[]): readonly string[] {
  const [first, ...others] = announcedFor(address, announced);
  return first === address ? others : [];
}

/** `port`: the same for UDP and TCP and for all addresses; 0: any that are free. */
export function listenInfos(
  interfaces: Interfaces,
  port: number,
  announced: readonly string[],
): TransportListenInfo[] {
  const outward = lanAddresses(interfaces);
  const addresses = [...outward, LOOPBACK];
  const announcing = outward.length > 0 ? outward : addresses;
  return addresses.flatMap((ip) =>
    (['udp', 'tcp'] as const).map((protocol) => ({
      protocol,
      ip,
      port,
      ...(announcing.includes(ip) ? announcement(ip, announced) : {}),
    })),
  );
}

function announcement(ip: string, announced: readonly string[]) {
  const [announcedAddress] = announcedFor(ip, announced);
  return announcedAddress ? { announcedAddress, exposeInternalIp: true } : {};
}
