import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { furtherAnnounced, lanAddresses, listenInfos } from './addresses.ts';

const address = (text: string, internal = false): NetworkInterfaceInfo => ({
  ...{ address: text, internal, mac: '', netmask: '', cidr: null },
  ...(text.includes(':') ? { family: 'IPv6', scopeid: 0 } : { family: 'IPv4' }),
});
const machine = {
  lo: [address('127.0.0.1', true), address('::1', true)],
  wlan0: [address('fe80::1'), address('2001:db8::7'), address('2001:db8::8'), address('192.0.2.7')],
  docker0: [address('172.17.0.1')],
};

test('NET-7 media is reachable under each outward address, and from this machine, by UDP and TCP', () => {
  expect(lanAddresses(machine)).toEqual(['192.0.2.7', '2001:db8::7']);
  const infos = listenInfos(machine, 40_000, []);
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

test('an announced address is added to the outward ones of its family', () => {
  const announced = listenInfos(machine, 40_000, ['203.0.113.5', '198.51.100.9', '2001:db8::99'])
    .filter(({ protocol }) => protocol === 'udp')
    .map(({ ip, announcedAddress, exposeInternalIp }) => [ip, announcedAddress, exposeInternalIp]);
  expect(announced).toEqual([
    ['192.0.2.7', '203.0.113.5', true],
    ['2001:db8::7', '2001:db8::99', true],
    ['127.0.0.1', undefined, undefined],
  ]);
});

test('of several announced addresses the worker knows one, and the rest stand beside it', () => {
  const announced = ['203.0.113.5', '2001:db8::99', 'media.example.org'];
  expect(furtherAnnounced('203.0.113.5', announced)).toEqual(['media.example.org']);
  expect(furtherAnnounced('2001:db8::99', announced)).toEqual([]);
  expect(furtherAnnounced('192.0.2.7', announced)).toEqual([]);
});

test('a machine without a network announces from what it has', () => {
  expect(listenInfos({ lo: machine.lo }, 0, ['203.0.113.5'])).toMatchObject([
    { ip: '127.0.0.1', announcedAddress: '203.0.113.5' },
    { ip: '127.0.0.1', announcedAddress: '203.0.113.5' },
  ]);
});
