import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { lanAddresses, listenInfos } from './addresses.ts';

const address = (text: string, internal = false): NetworkInterfaceInfo => ({
  ...{ address: text, internal, mac: '', netmask: '', cidr: null },
  ...(text.includes(':') ? { family: 'IPv6', scopeid: 0 } : { family: 'IPv4' }),
});
const machine = {
  lo: [address('127.0.0.1', true), address('::1', true)],
  wlan0: [address('fe80::1'), address('2001:db8::7'), address('2001:db8::8'), address('192.0.2.7')],
  docker0: [address('172.17.0.1')],
};

test('media is reachable under each outward address, and from this machine', () => {
  expect(lanAddresses(machine)).toEqual(['192.0.2.7', '2001:db8::7']);
  const infos = listenInfos(machine, 40_000, undefined);
  expect(infos.map(({ protocol, ip, port }) => `${protocol} ${ip} ${port}`)).toEqual([
    'udp 192.0.2.7 40000',
    'tcp 192.0.2.7 40000',
    'udp 2001:db8::7 40000',
    'tcp 2001:db8::7 40000',
    'udp 127.0.0.1 40000',
    'tcp 127.0.0.1 40000',
  ]);
  expect(infos.some((info) => 'announcedAddress' in info)).toBe(false);
});

test('an announced address is added to the outward ones', () => {
  const infos = listenInfos(machine, 40_000, '203.0.113.5');
  for (const { ip, announcedAddress, exposeInternalIp } of infos) {
    if (ip === '127.0.0.1') expect(announcedAddress).toBeUndefined();
    else
      expect({ announcedAddress, exposeInternalIp }).toEqual({
        announcedAddress: '203.0.113.5',
        exposeInternalIp: true,
      });
  }
});

test('a machine without a network announces from what it has', () => {
  expect(listenInfos({ lo: machine.lo }, 0, '203.0.113.5')).toMatchObject([
    { ip: '127.0.0.1', announcedAddress: '203.0.113.5' },
    { ip: '127.0.0.1', announcedAddress: '203.0.113.5' },
  ]);
});
