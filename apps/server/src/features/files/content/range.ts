/** The `Range` header of RFC 9110, as far as players and download managers use it. */
import type { ByteRange } from '../../../platform/blobs/blobs.ts';

/**
 * The part that is asked for; null: all of it (no range, several, or none that
 * can be read); 'outside': beyond the end.
 */
export function rangeOf(header: string | undefined, size: number): ByteRange | null | 'outside' {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!match) return null;
  const [, from = '', to = ''] = match;
  if (from === '' && to === '') return null;
  // Without a beginning: so many bytes from the end.
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== '' && to !== '' && Number(to) < start) return null;
  return start > end ? 'outside' : { start, end };
}
