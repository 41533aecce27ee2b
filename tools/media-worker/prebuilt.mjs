/** Upstream's prebuilt worker, named as mediasoup's own npm-scripts.mjs names it. */
import { chmod, writeFile } from 'node:fs/promises';
import { release } from 'node:os';
import { dirname, join } from 'node:path';
import { mustRun } from '../lib/run.mjs';
import { mediasoupRelease } from './mediasoup.mjs';

const CONNECT_LIMIT_MS = 10_000;
const DOWNLOAD_LIMIT_MS = 120_000;

function archiveName(/** @type {string} */ version) {
  const kernel = process.platform === 'linux' ? `-kernel${release().split('.')[0]}` : '';
  return `mediasoup-worker-${version}-${process.platform}-${process.arch}${kernel}.tgz`;
}

/** @param {string} url @returns {Promise<Buffer>} */
async function download(url) {
  const limit = new AbortController();
  const connect = setTimeout(
    () => limit.abort(new Error(`no answer within ${CONNECT_LIMIT_MS / 1000} s`)),
    CONNECT_LIMIT_MS,
  );
  try {
    const response = await fetch(url, { signal: limit.signal });
    clearTimeout(connect);
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    const body = setTimeout(
      () => limit.abort(new Error(`not loaded within ${DOWNLOAD_LIMIT_MS / 1000} s`)),
      DOWNLOAD_LIMIT_MS,
    );
    try {
      return Buffer.from(await response.arrayBuffer());
    } finally {
      clearTimeout(body);
    }
  } finally {
    clearTimeout(connect);
  }
}

/**
 * @param {string} target path for the binary, in a folder that may be written to
 * @param {(text: string) => void} tell
 */
export async function fetchPrebuilt(target, tell) {
  if (process.env.MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD) {
    throw new Error('not wanted (MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD is set)');
  }
  const { version, releases } = mediasoupRelease();
  const base = process.env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL || releases;
  const url = `${base}/${version}/${archiveName(version)}`;
  tell(`asking ${new URL(url).host} for a prebuilt worker`);
  const folder = dirname(target);
  const archive = join(folder, 'prebuilt.tgz');
  try {
    await writeFile(archive, await download(url));
  } catch (error) {
    const { message, cause } = /** @type {Error} */ (error);
    throw new Error(cause instanceof Error ? cause.message : message);
  }
  await mustRun('tar', ['-xzf', archive, '-C', folder, 'mediasoup-worker'], { limitMs: 20_000 });
  await chmod(target, 0o755);
}
