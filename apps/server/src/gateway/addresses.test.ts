import { expect, test } from 'vitest';
import { networkOf, siteOf } from '../platform/network.ts';
import { Addresses } from './addresses.ts';
import { defaultLimits } from './limits.ts';

test('an IPv6 subscriber is one address, however many it uses; IPv4 stays itself', () => {
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
  expect(networkOf('2001:db8:1:2::99')).toBe('2001:db8:1:2::/64');
  expect(networkOf('2001:0DB8:0001:0002::')).toBe('2001:db8:1:2::/64');
  expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
  expect(networkOf('::1')).toBe('0:0:0:0::/64');
  expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
  expect(networkOf('192.0.2.7')).toBe('192.0.2.7');
});

test('an IPv6 network lies in one site; of IPv4 none is known', () => {
  expect(siteOf(networkOf('2001:db8:1:2::99'))).toBe('2001:db8:1::/48');
  expect(siteOf(networkOf('2001:0DB8:0001:00ff::1'))).toBe('2001:db8:1::/48');
  expect(siteOf(networkOf('192.0.2.7'))).toBeNull();
  expect(siteOf(networkOf('::ffff:192.0.2.7'))).toBeNull();
});

test('addresses that are quiet again are forgotten; busy ones are kept', () => {
  const addresses = new Addresses(defaultLimits);
  addresses.get('192.0.2.1', 0).handshakes.take(0);
  addresses.get('192.0.2.2', 0).sockets += 1;
  addresses.sweep(0);
  expect(addresses.size).toBe(2);
  addresses.sweep(60_000);
  expect(addresses.size).toBe(1);
  addresses.get('192.0.2.2', 60_000).sockets -= 1;
  addresses.sweep(60_000);
  expect(addresses.size).toBe(0);
});
