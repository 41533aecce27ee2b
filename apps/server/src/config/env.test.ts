import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaults, EnvError, parseEnv, renderEnvExample } from './env.ts';

test('OPS-1 all faults are named at once, in words', () => {
  const faulty = () =>
    parseEnv({ PORT: 'http', PUBLIC_URL: 'meet', REGISTRATION: 'maybe', TLS: 'files' });
  expect(faulty).toThrow(EnvError);
  expect(faulty).toThrow(/5 faults/);
  for (const part of [
    'PORT: must be a whole number',
    'PUBLIC_URL: must be a URL that begins with http:// or https://',
    'REGISTRATION: must be one of: open, closed',
    'TLS_CERT: is needed when TLS is "files"',
    'TLS_KEY: is needed when TLS is "files"',
  ]) {
    expect(faulty).toThrow(part);
  }
});

test('OPS-1 proxies that are no addresses are a fault like any other', () => {
  for (const text of ['sometimes', '10.0.0.0/33', '10.0.0.1, proxy.local', '10.0.0.0/x']) {
    expect(() => parseEnv({ TRUST_PROXY: text })).toThrow('TRUST_PROXY: must be off, on');
  }
  expect(parseEnv({ TRUST_PROXY: '::1, fd00::/8' }).TRUST_PROXY).toEqual(['::1', 'fd00::/8']);
});

test('OPS-1 a public address with a path is a fault, and not half of it the answer', () => {
  for (const url of ['https://example.org/meet', 'https://example.org/?a']) {
    expect(() => parseEnv({ PUBLIC_URL: url })).toThrow('PUBLIC_URL: must have no path');
  }
});

test('OPS-1 an empty environment is usable, and an empty value counts as absent', () => {
  expect(parseEnv({})).toEqual(parseEnv({ PORT: ' ', DATABASE_URL: '' }));
  expect(parseEnv({})).toMatchObject({ PORT: 8080, RTC_PORT: 40000, REGISTRATION: 'open' });
});

test('lists, origins and proxies are understood as people write them', () => {
  const env = parseEnv({
    ALLOWED_ORIGINS: 'https://a.example/, http://b.example:81/x',
    TRUST_PROXY: '10.0.0.0/8, 127.0.0.1',
    PUBLIC_URL: 'https://meet.example/',
  });
  expect(env.ALLOWED_ORIGINS).toEqual(['https://a.example', 'http://b.example:81']);
  expect(env.TRUST_PROXY).toEqual(['10.0.0.0/8', '127.0.0.1']);
  expect(env.PUBLIC_URL).toBe('https://meet.example');
});

test('OPS-1 a relay without its secret, and addresses that are none, are faults', () => {
  expect(() => parseEnv({ TURN_URLS: 'turn:relay.example:3478' })).toThrow(
    'TURN_SECRET: is needed where there are TURN_URLS',
  );
  const faulty = () =>
    parseEnv({
      TURN_URLS: 'relay.example:3478',
      TURN_SECRET: 'short',
      STUN_URLS: 'turn:a.example',
    });
  expect(faulty).toThrow('TURN_URLS: must be addresses such as turn:');
  expect(faulty).toThrow('TURN_SECRET: must have at least 16 characters');
  expect(faulty).toThrow('STUN_URLS: must be addresses such as stun:');
  const urls = 'turn:a.example:3478?transport=udp, turns:[2001:db8::1]:443?transport=tcp';
  expect(parseEnv({ TURN_URLS: urls, TURN_SECRET: 'x'.repeat(16) }).TURN_URLS).toEqual(
    urls.split(', '),
  );
});

test('several announced addresses are a list', () => {
  expect(parseEnv({ RTC_ANNOUNCED_ADDRESS: '203.0.113.7, 192.168.1.20' })).toMatchObject({
    RTC_ANNOUNCED_ADDRESS: ['203.0.113.7', '192.168.1.20'],
  });
});

test('.env.example is what the table of variables says', () => {
  const path = new URL('../../../../.env.example', import.meta.url);
  expect(readFileSync(path, 'utf8')).toBe(renderEnvExample());
});

test('README has a row for every variable, with its default, and for nothing else', () => {
  const readme = readFileSync(new URL('../../../../README.md', import.meta.url), 'utf8');
  const codes = (text = '') => [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? '');
  const [, table = ''] = readme.split('\n## Configuration\n');
  const rows = table
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map(codes))
    .map(([, names = [], without = []]) => ({ names, without }));
  expect(rows.flatMap(({ names }) => names).sort()).toEqual([...defaults.keys()].sort());
  for (const { names, without } of rows) {
    const known = names.map((name) => defaults.get(name)).filter((value) => value !== null);
    expect(without, names.join()).toEqual(expect.arrayContaining(known));
  }
});
