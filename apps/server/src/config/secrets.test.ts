import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadSecrets } from './secrets.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'converge-secrets-'));
  path = join(folder, 'secrets.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const modeOf = () => statSync(path).mode & 0o777;

test('SEC-3 secrets are made at the first start, stay the same, and are for their owner only', () => {
  const first = loadSecrets(folder);
  expect(first.auth).toHaveLength(43);
  expect(first.auth).not.toBe(first.database);
  expect(modeOf()).toBe(0o600);
  chmodSync(path, 0o644);
  expect(loadSecrets(folder)).toEqual(first);
  expect(modeOf()).toBe(0o600);
});

test('SEC-3 a secret that a newer version needs is added, the others stay', () => {
  const { auth } = loadSecrets(folder);
  writeFileSync(path, JSON.stringify({ auth }));
  const completed = loadSecrets(folder);
  expect(completed.auth).toBe(auth);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(completed);
  expect(modeOf()).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['secrets.json']);
});

test('a damaged file is never replaced silently', () => {
  writeFileSync(path, '{"auth":');
  expect(() => loadSecrets(folder)).toThrow(/is damaged/);
  expect(readFileSync(path, 'utf8')).toBe('{"auth":');
});
