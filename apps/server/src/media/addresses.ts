/**
 * Where media arrives. Each address of this machine gets a UDP and a TCP port,
 * so that people in the LAN and browsers on the same machine both find a way;
 * an announced address (NAT, containers) comes first.
 */
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

/** `port`: the same for UDP and TCP and for all addresses; 0: any that are free. */
export function listenInfos(
  interfaces: Interfaces,
  port: number,
  announcedAddress: string | undefined,
): TransportListenInfo[] {
  const outward = lanAddresses(interfaces);
  const addresses = [...outward, LOOPBACK];
  const announcing = outward.length > 0 ? outward : addresses;
  return addresses.flatMap((ip) =>
    (['udp', 'tcp'] as const).map((protocol) => ({
      protocol,
      ip,
      port,
      ...(announcedAddress && announcing.includes(ip)
        ? { announcedAddress, exposeInternalIp: true }
        : {}),
    })),
  );
}
