import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { createClientAddress, isFromHere } from './client-address.ts';

const from = (remoteAddress: string, forwarded?: string) =>
  ({
    socket: { remoteAddress },
    connection: { remoteAddress },
    headers: forwarded ? { 'x-forwarded-for': forwarded } : {},
  }) as unknown as IncomingMessage;

test('forwarded addresses are believed of trusted proxies only', () => {
  const request = from('10.0.0.1', '203.0.113.9, 198.51.100.7');
  expect(createClientAddress(false)(request)).toBe('10.0.0.1');
  expect(createClientAddress((_address, hop) => hop < 1)(request)).toBe('198.51.100.7');
  expect(createClientAddress(['10.0.0.0/8'])(request)).toBe('198.51.100.7');
  expect(createClientAddress(['10.0.0.0/8', '198.51.100.7'])(request)).toBe('203.0.113.9');
  expect(createClientAddress(true)(request)).toBe('203.0.113.9');
  expect(createClientAddress(['10.0.0.0/8'])(from('192.0.2.1', '1.1.1.1'))).toBe('192.0.2.1');
});

test('INVITE-6 OPS-6 what a proxy on this machine passes on was not sent here', () => {
  for (const ip of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
    expect(isFromHere({ ip, headers: {} })).toBe(true);
    expect(isFromHere({ ip, headers: { 'x-forwarded-for': '192.0.2.1' } })).toBe(false);
    expect(isFromHere({ ip, headers: { forwarded: 'for=192.0.2.1' } })).toBe(false);
  }
  expect(isFromHere({ ip: '192.168.1.4', headers: {} })).toBe(false);
});
