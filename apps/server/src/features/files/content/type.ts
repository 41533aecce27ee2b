/** What a file is, by its content; what its name says proves nothing (SPEC FILE-5). */
import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';

const headBytes = 64 * 1024;
export const unknownType = 'application/octet-stream';

/** Other names for what we know. */
const aliases: Readonly<Record<string, string>> = {
  'audio/x-m4a': 'audio/mp4',
  'audio/x-flac': 'audio/flac',
  'audio/vnd.wave': 'audio/wav',
  'audio/opus': 'audio/ogg',
  'audio/ogg; codecs=opus': 'audio/ogg',
  'video/x-m4v': 'video/mp4',
  // Also SVG: to be read, never to be drawn.
  'application/xml': 'text/plain',
};

/** The type of the file at `path`, as a media type without parameters. */
export async function typeOf(path: string): Promise<string> {
  const found = await fileTypeFromFile(path);
  if (found) return aliases[found.mime] ?? found.mime.split(';')[0] ?? unknownType;
  return (await isText(path)) ? 'text/plain' : unknownType;
}

/** Signs below the space that texts have: tab, line ends, new page, and the escape of terminals. */
const written = new Set([9, 10, 12, 13, 27]);
const isUnwritten = (byte: number) => byte < 32 && !written.has(byte);

/** Whether it begins as text in UTF-8 does. Markup of any kind is text here. */
async function isText(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  const head = Buffer.alloc(headBytes);
  const { bytesRead } = await file.read(head, 0, headBytes, 0).finally(() => file.close());
  const bytes = head.subarray(0, bytesRead);
  if (bytes.some(isUnwritten)) return false;
  try {
    // A sign that is cut at the end of the head is no fault.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
