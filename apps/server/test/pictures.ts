/** Pictures as far as their headers go. */

/** A PNG that says it is so large; `more`: what makes it another one. */
export function png(width = 1, height = width, more = ''): Buffer {
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  const before = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1');
  return Buffer.concat([before, size, Buffer.from(more)]);
}
