/**
 * Which workers have what is mended here (`overlay/`, docs/adr/0062). Those that are built with it
 * bear its mark behind their end, where no system loads anything: so a file says it of itself,
 * wherever it lies. Upstream's bear none, and those that were built with another overlay another one.
 */
import { appendFile, readFile } from 'node:fs/promises';
import { contentHash, filesBelow } from '../lib/hash.mjs';
import { inRoot } from '../lib/root.mjs';

/** Of what is mended now. */
export const overlayHash = () =>
  contentHash(filesBelow(inRoot('tools/media-worker/overlay'), () => true));

const mark = (/** @type {string} */ overlay) => `\nconverge overlay ${overlay}\n`;

/**
 * To be called once for what was built with an overlay, when nothing changes the file any more.
 * @param {string} binary
 * @param {string} overlay its hash when the build began: a checkout may be updated meanwhile
 */
export const markMended = (binary, overlay) => appendFile(binary, mark(overlay));

/**
 * Whether it was built with the overlay as it is now.
 * @param {string} binary
 */
export async function isMended(binary) {
  const wanted = Buffer.from(mark(overlayHash()));
  return (await readFile(binary)).subarray(-wanted.length).equals(wanted);
}
