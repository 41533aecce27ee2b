/** The mediasoup package as the server gets it; the root itself does not depend on it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { inRoot } from '../lib/root.mjs';

const serverRequire = createRequire(inRoot('apps/server/package.json'));

/** Folder of the installed package, with the worker's C++ source in `worker/`. */
export function mediasoupFolder() {
  return resolve(serverRequire.resolve('mediasoup'), '../../..');
}

/** @returns {typeof import('mediasoup')} */
export const loadMediasoup = () => serverRequire('mediasoup');

/**
 * Version and release page of the installed package.
 * @returns {{version: string, releases: string}}
 */
export function mediasoupRelease() {
  const text = readFileSync(join(mediasoupFolder(), 'package.json'), 'utf8');
  const { version, repository } = JSON.parse(text);
  const page = repository.url.replace(/^git\+/, '').replace(/\.git$/, '');
  return { version, releases: `${page}/releases/download` };
}
