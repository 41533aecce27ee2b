/**
 * The space's logo: a picture by what its bytes are. SVG is taken too, since
 * logos are drawn in it; it is shown by `<img>` only, and served so that it runs
 * nothing even when somebody opens its address (docs/adr/0054). One that would
 * want to run or fetch something is refused all the same: it is no logo.
 */
import { createHash } from 'node:crypto';
import { ConvergeError } from '@converge/protocol/errors';
import { logoBytes, logoSide } from '@converge/protocol/rest/admin';
import { sizeOfPicture } from '../../platform/picture-size.ts';

export const logoTypes = {
  png: 'image/png',
  webp: 'image/webp',
  svg: 'image/svg+xml',
} as const;
export type LogoFormat = keyof typeof logoTypes;

/** @throws ConvergeError too_large, unsupported_media_type */
export function sniffLogo(bytes: Uint8Array): LogoFormat {
  if (bytes.byteLength > logoBytes) throw new ConvergeError('too_large');
  const begins = (signature: string, at = 0) =>
    Buffer.from(bytes.subarray(at, at + signature.length)).toString('latin1') === signature;
  const format = begins('\x89PNG\r\n\x1a\n')
    ? 'png'
    : begins('RIFF') && begins('WEBP', 8)
      ? 'webp'
      : null;
  if (format) {
    const size = sizeOfPicture(bytes);
    if (!size) throw new ConvergeError('unsupported_media_type');
    if (Math.max(size.width, size.height) > logoSide) throw new ConvergeError('too_large');
    return format;
  }
  if (isHarmlessSvg(bytes)) return 'svg';
  throw new ConvergeError('unsupported_media_type');
}

/** Scripts, other documents, entities (which could hide both), and whatever is fetched from elsewhere. */
const active = [
  /<!entity|<\?xml-stylesheet/i,
  /<(?:[\w-]+:)?(?:script|foreignobject|iframe|object|embed|image|handler|listener|animate\w*|set)\b/i,
  /[\s/"']on\w+\s*=|javascript:|@import/i,
  /url\((?!\s*['"]?#)|(?:href|src)\s*=(?!\s*['"]?\s*#)/i,
];
/**
 * Where the drawing begins: after what a program may write before it. A comment ends
 * where the first `-->` stands and nowhere else, so that there is one way to read many
 * of them, and not two to the power of their number.
 */
const begin =
  /^\s*(?:<\?xml[^>]*\?>\s*|<!--(?:(?!-->)[\s\S])*-->\s*|<!doctype[^>[]*>\s*)*<svg[\s>]/i;

function isHarmlessSvg(bytes: Uint8Array): boolean {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Neither a picture nor a text.
    return false;
  }
  const plain = decoded(text);
  return begin.test(text) && !active.some((form) => form.test(plain));
}

/** Signs written as numbers are signs: `&#106;avascript:`. */
const decoded = (text: string): string =>
  text.replace(/&#(x[0-9a-f]{1,6}|\d{1,7});?/gi, (_, digits: string) => {
    const code = Number(digits.startsWith('x') || digits.startsWith('X') ? `0${digits}` : digits);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });

/** Its address is made of its content, so it may be kept for ever. */
export const keyOfLogo = (bytes: Uint8Array, format: LogoFormat): string =>
  `${createHash('sha256').update(bytes).digest('hex').slice(0, 40)}.${format}`;
