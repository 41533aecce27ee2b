/** https: whether browsers will believe it, and give camera and microphone. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import type { Env } from '../config/env.ts';
import { about, type Finding, wordsOf } from './finding.ts';

const { green, amber, red } = about('https');
const DAY = 24 * 3600 * 1000;
const SOON_DAYS = 14;

type HttpsEnv = Pick<
  Env,
  'TLS' | 'TLS_CERT' | 'TLS_KEY' | 'PUBLIC_URL' | 'TRUST_PROXY' | 'DATA_DIR'
>;

export async function lookAtHttps(env: HttpsEnv, now = Date.now()): Promise<Finding[]> {
  if (env.TLS === 'off') return [withoutTls(env)];
  if (env.TLS === 'self-signed') return [await selfSigned(env.DATA_DIR)];
  const [cert, key] = await Promise.all([
    read('TLS_CERT', env.TLS_CERT ?? ''),
    read('TLS_KEY', env.TLS_KEY ?? ''),
  ]);
  const unreadable = [cert, key].filter((one) => typeof one !== 'string');
  if (typeof cert !== 'string' || typeof key !== 'string') return unreadable;
  return judge(cert, key, env.PUBLIC_URL, now);
}

function withoutTls({ PUBLIC_URL, TRUST_PROXY }: HttpsEnv): Finding {
  if (PUBLIC_URL?.startsWith('https:')) {
    return TRUST_PROXY === false
      ? amber(
          'https comes from a proxy in front, whose headers are not believed',
          'Set TRUST_PROXY to the number of proxies (usually 1), or everybody shares one rate limit',
          { condition: 'proxyDistrusted' },
        )
      : green('https comes from a proxy in front', { condition: 'proxy' });
  }
  return amber(
    'off: browsers on other machines give pages without https no camera and no microphone',
    'Set TLS=self-signed, TLS=files with a certificate, or put a proxy with https in front',
    { condition: 'off' },
  );
}

/** The server makes and renews it by itself. */
async function selfSigned(dataDir: string): Promise<Finding> {
  const pem = await readFile(join(dataDir, 'tls', 'cert.pem'), 'utf8').catch(() => null);
  const until = pem === null ? '' : `, until ${date(new X509Certificate(pem).validToDate)}`;
  return green(`self-signed${until}: browsers ask once whether to go on`, {
    condition: 'selfSigned',
  });
}

async function read(name: string, path: string): Promise<string | Finding> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    return red(
      `${name} can't be read: ${wordsOf(error)}`,
      `Set ${name} to a PEM file that the user of the server may read`,
      { condition: 'unreadable', values: { name } },
    );
  }
}

function judge(pem: string, key: string, publicUrl: string | undefined, now: number): Finding[] {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(pem);
  } catch (error) {
    return [
      red(`TLS_CERT is no certificate: ${wordsOf(error)}`, 'Give the chain in PEM, own first', {
        condition: 'unreadable',
        values: { name: 'TLS_CERT' },
      }),
    ];
  }
  return [belongs(certificate, key), lasts(certificate, now), ...named(certificate, publicUrl)];
}

function belongs(certificate: X509Certificate, key: string): Finding {
  const remedy = 'Give the key that the certificate was made for, in PEM and without a passphrase';
  try {
    return certificate.checkPrivateKey(createPrivateKey(key))
      ? green('certificate and key belong together')
      : red('TLS_KEY is the key of another certificate', remedy, { condition: 'otherKey' });
  } catch (error) {
    return red(`TLS_KEY can't be used: ${wordsOf(error)}`, remedy, { condition: 'otherKey' });
  }
}

function lasts({ validFromDate, validToDate }: X509Certificate, now: number): Finding {
  const renew = 'Renew it, and restart the server';
  const until = validToDate.getTime();
  if (now > until) {
    const found = { condition: 'over', values: { until } };
    return red(`the certificate ended ${date(validToDate)}`, renew, found);
  }
  if (now < validFromDate.getTime()) {
    const found = { condition: 'early', values: { from: validFromDate.getTime() } };
    return red(`the certificate begins ${date(validFromDate)}`, 'Set the clock, or wait', found);
  }
  const days = Math.floor((validToDate.getTime() - now) / DAY);
  return days < SOON_DAYS
    ? amber(`the certificate ends in ${days} days`, renew, { condition: 'soon', values: { until } })
    : green(`the certificate holds until ${date(validToDate)}`, {
        condition: 'fine',
        values: { until },
      });
}

function named(certificate: X509Certificate, publicUrl: string | undefined): Finding[] {
  if (publicUrl === undefined) return [];
  const host = new URL(publicUrl).hostname.replace(/^\[|\]$/g, '');
  const fits = isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host);
  return [
    fits === undefined
      ? red(
          `the certificate isn't for ${host}`,
          'Get one that names the host of PUBLIC_URL, or set PUBLIC_URL to a host it names',
          { condition: 'otherName', values: { host } },
        )
      : green(`the certificate is for ${host}`),
  ];
}

const date = (at: Date): string => at.toISOString().slice(0, 10);
