/** Names of files: any script, one segment of a path, nothing that hides what it is. */

/** What every file system in use takes, in bytes of UTF-8; some room is left for " (12)". */
const maxBytes = 240;

/** Bytes of `text` in UTF-8. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** As much of the beginning of `text` as fits into `bytes`, never half a sign. */
function beginning(text: string, bytes: number): string {
  let left = bytes;
  let kept = '';
  for (const sign of text) {
    left -= utf8Length(sign);
    if (left < 0) break;
    kept += sign;
  }
  return kept;
}

/** Stem and extension (with its dot; empty where there is none). */
export function splitFileName(name: string): { stem: string; extension: string } {
  const at = name.lastIndexOf('.');
  const long = name.length - at > 16;
  return at <= 0 || long
    ? { stem: name, extension: '' }
    : { stem: name.slice(0, at), extension: name.slice(at) };
}

/**
 * A name as it is kept. What stands before a slash is a folder of somebody's
 * device; signs that nobody sees, or that turn the direction of writing (so that
 * `exe.txt` reads as `txt.exe`), go; what is too long loses the end of its stem.
 * Empty where nothing is left.
 */
export function cleanFileName(raw: string): string {
  const segment = raw.toWellFormed().split(/[/\\]/u).at(-1) ?? '';
  const seen = segment
    .replace(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/gu, '')
    .normalize('NFC')
    .trim()
    // Windows drops dots at the end by itself; `.` and `..` are no names at all.
    .replace(/[.\s]+$/u, '');
  if (utf8Length(seen) <= maxBytes) return seen;
  const { stem, extension } = splitFileName(seen);
  return beginning(stem, maxBytes - utf8Length(extension)).trimEnd() + extension;
}

/** The same name for the `n`th who bears it: `notes (2).txt`. */
export function numberedFileName(name: string, n: number): string {
  const { stem, extension } = splitFileName(name);
  return `${stem} (${n})${extension}`;
}
