import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { networkAddresses } from './addresses.ts';
import { createPublicAddress } from './public-address.ts';

const addressOf = (publicUrl: string | undefined, port = 8080, host = '0.0.0.0') =>
  createPublicAddress({ publicUrl, scheme: 'http', host, port: () => port });

test('with a configured address every link begins with it', () => {
  const { origin } = addressOf('https://meet.example', 80);
  expect(origin('localhost:8080')).toBe('https://meet.example');
});

test("AUTH-19 without one, the request's host counts only where it is this machine, and its port", () => {
  const { origin } = addressOf(undefined);
  expect(origin('localhost')).toBe('http://localhost');
  expect(origin('127.0.0.1:8080')).toBe('http://127.0.0.1:8080');
  expect(origin(`${hostname().toLowerCase()}:8080`)).toBe(
    `http://${hostname().toLowerCase()}:8080`,
  );
  for (const host of [
    'evil.example',
    'localhost:31337',
    '127.0.0.1:808',
    'localhost@evil.example',
    'localhost/x',
    '',
    undefined,
  ]) {
    expect(origin(host)).toBe('http://localhost:8080');
  }
});

test('INVITE-6 others nearby reach what listens on every address, and only that', () => {
  expect(addressOf(undefined).nearby()).toEqual(
    networkAddresses().map((address) => `http://${address}:8080`),
  );
  expect(addressOf(undefined, 8080, '127.0.0.1').nearby()).toEqual([]);
});
