import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { createPublicAddress } from './public-address.ts';

test('with a configured address every link begins with it', () => {
  const { origin } = createPublicAddress('https://meet.example', 'http', () => 80);
  expect(origin('localhost:8080')).toBe('https://meet.example');
});

test("without one, the request's host counts only where it is this machine", () => {
  const { origin } = createPublicAddress(undefined, 'http', () => 8080);
  expect(origin('localhost:5173')).toBe('http://localhost:5173');
  expect(origin('127.0.0.1:8080')).toBe('http://127.0.0.1:8080');
  expect(origin(`${hostname().toLowerCase()}:8080`)).toBe(
    `http://${hostname().toLowerCase()}:8080`,
  );
  for (const host of ['evil.example', 'localhost@evil.example', 'localhost/x', '', undefined]) {
    expect(origin(host)).toBe('http://localhost:8080');
  }
});
