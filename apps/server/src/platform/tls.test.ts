import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { networkAddresses } from './addresses.ts';
import { loadTls, type TlsOptions } from './tls.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'converge-tls-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const load = (options: Partial<TlsOptions> = {}) =>
  loadTls({ mode: 'self-signed', certFile: undefined, keyFile: undefined, dataDir, ...options });

test('a made certificate holds for all addresses of this machine and is kept', async () => {
  const first = await load();
  const certificate = new X509Certificate(first?.cert ?? '');
  expect(certificate.checkHost('localhost')).toBe('localhost');
  for (const address of ['127.0.0.1', ...networkAddresses()]) {
    expect(certificate.checkIP(address)).toBe(address);
  }
  expect((await stat(join(dataDir, 'tls/key.pem'))).mode & 0o777).toBe(0o600);
  expect(await load()).toEqual(first);
});

test('a damaged one is made anew', async () => {
  const first = await load();
  await writeFile(join(dataDir, 'tls/cert.pem'), 'rubbish');
  const second = await load();
  expect(second?.cert).toContain('BEGIN CERTIFICATE');
  expect(second?.cert).not.toBe(first?.cert);
});

test('given files are read, and one that is missing is named', async () => {
  const [certFile, keyFile] = [join(dataDir, 'c.pem'), join(dataDir, 'k.pem')];
  await writeFile(certFile, 'C');
  await expect(load({ mode: 'files', certFile, keyFile })).rejects.toThrow(`${keyFile} for https`);
  await writeFile(keyFile, 'K');
  expect(await load({ mode: 'files', certFile, keyFile })).toEqual({ cert: 'C', key: 'K' });
  expect(await load({ mode: 'off' })).toBeNull();
});
