/**
 * https. Browsers give camera and microphone only to https and to localhost, so
 * a server in a local network needs it; `self-signed` makes a certificate for
 * this machine's addresses and keeps it, so that a browser asks only once.
 */
import { X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { networkAddresses, ownNames } from './addresses.ts';

export interface Tls {
  readonly cert: string;
  readonly key: string;
}

export interface TlsOptions {
  readonly mode: 'off' | 'self-signed' | 'files';
  readonly certFile: string | undefined;
  readonly keyFile: string | undefined;
  readonly dataDir: string;
}

const day = 24 * 3600 * 1000;
/** The longest life that browsers of all makers accept. */
const validDays = 825;
const renewDays = 30;

/** Null when https is off. @throws Error in plain words when a file can't be used */
export async function loadTls({
  mode,
  certFile,
  keyFile,
  dataDir,
}: TlsOptions): Promise<Tls | null> {
  if (mode === 'off') return null;
  if (mode === 'files') return readPair(certFile ?? '', keyFile ?? '');
  const [cert, key] = [join(dataDir, 'tls', 'cert.pem'), join(dataDir, 'tls', 'key.pem')];
  const kept = await readPair(cert, key).catch(() => null);
  if (kept && fits(kept.cert)) return kept;
  const made = await make();
  await mkdir(join(dataDir, 'tls'), { recursive: true, mode: 0o700 });
  await writeFile(key, made.key, { mode: 0o600 });
  await writeFile(cert, made.cert);
  return made;
}

async function readPair(certFile: string, keyFile: string): Promise<Tls> {
  const read = (path: string) =>
    readFile(path, 'utf8').catch((cause: Error) => {
      throw new Error(`The file ${path} for https can't be read: ${cause.message}`, { cause });
    });
  return { cert: await read(certFile), key: await read(keyFile) };
}

/** Whether it holds for every address this machine has now, and for a while longer. */
function fits(pem: string): boolean {
  try {
    const certificate = new X509Certificate(pem);
    const lasts = certificate.validToDate.getTime() - Date.now() > renewDays * day;
    return (
      lasts && networkAddresses().every((address) => certificate.checkIP(address) !== undefined)
    );
  } catch {
    return false;
  }
}

async function make(): Promise<Tls> {
  const { generate } = await import('selfsigned');
  const made = await generate([{ name: 'commonName', value: 'Converge' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + validDays * day),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...ownNames().map((value) => ({ type: 2 as const, value })),
          ...['127.0.0.1', '::1', ...networkAddresses()].map((ip) => ({ type: 7 as const, ip })),
        ],
      },
    ],
  });
  return { cert: made.cert, key: made.private };
}
