import { join } from 'node:path';
import { mustRun } from '../lib/run.mjs';

const LIMIT_MS = 30_000;

/**
 * A certificate for an address that nobody vouches for, as two files in `folder`.
 * @param {string} folder @param {string} address
 */
export async function makeCertificate(folder, address) {
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const subject = ['-subj', `/CN=${address}`, '-addext', `subjectAltName=IP:${address}`];
  const form = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  await mustRun(
    'openssl',
    ['req', ...form, '-days', '2', '-keyout', key, '-out', cert, ...subject],
    { limitMs: LIMIT_MS },
  );
  return { cert, key };
}
