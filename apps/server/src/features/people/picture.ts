/** What an image is, by its first bytes; what it says it is proves nothing (SPEC AUTH-9). */

/** Formats that every browser shows and that hold no scripts (unlike SVG). */
export const pictureTypes = { png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp' } as const;
export type PictureFormat = keyof typeof pictureTypes;

const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const jpeg = [0xff, 0xd8, 0xff];

/** Null for anything that isn't one of the accepted formats. */
export function sniffPicture(bytes: Uint8Array): PictureFormat | null {
  const begins = (signature: readonly number[], at = 0) =>
    signature.every((byte, index) => bytes[at + index] === byte);
  if (begins(png)) return 'png';
  if (begins(jpeg)) return 'jpg';
  // RIFF container: "RIFF", four bytes of length, "WEBP".
  if (begins([0x52, 0x49, 0x46, 0x46]) && begins([0x57, 0x45, 0x42, 0x50], 8)) return 'webp';
  return null;
}
