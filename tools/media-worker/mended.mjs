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

const mark = () => `\nconverge overlay ${overlayHash()}\n`;

/**
 * To be called once for what was built with the overlay, when nothing changes the file any more.
 * @param {string} binary
 */
export const markMended = (binary) => appendFile(binary, mark());

/** @param {string} binary */
export async function isMended(binary) {
  const content = await readFile(binary);
  return content.subarray(-mark().length).equals(Buffer.from(mark()));
}
