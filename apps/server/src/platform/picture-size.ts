/**
 * How large a PNG, JPEG or WebP is when it is drawn, by its headers: a few kilobytes may
 * unfold to gigabytes in everybody's tab.
 */
export interface PictureSize {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** Null for whatever doesn't say it where its format does. */
export function sizeOfPicture(bytes: Uint8Array): PictureSize | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (at: number, length: number) => view.toString('latin1', at, at + length);
  try {
    if (text(12, 4) === 'IHDR') {
      return { width: view.readUInt32BE(16), height: view.readUInt32BE(20) };
    }
    if (text(8, 4) === 'WEBP') return sizeOfWebp(view, text(12, 4));
    return sizeOfJpeg(view);
  } catch (error) {
    // It ends before it has said so.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function sizeOfWebp(view: Buffer, chunk: string): PictureSize | null {
  switch (chunk) {
    // Of the whole canvas; a decoder refuses a picture of another size in it.
    case 'VP8X':
      return { width: view.readUIntLE(24, 3) + 1, height: view.readUIntLE(27, 3) + 1 };
    case 'VP8 ':
      return { width: view.readUInt16LE(26) & 0x3fff, height: view.readUInt16LE(28) & 0x3fff };
    case 'VP8L': {
      const bits = view.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    default:
      return null;
  }
}

/** Starts of frames (SOF0 to SOF15), but for the three markers among them that mean something else. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** Walks from segment to segment; pictures within them, such as a preview, are skipped with them. */
function sizeOfJpeg(view: Buffer): PictureSize | null {
  let at = 2;
  while (view.readUInt8(at) === 0xff) {
    const marker = view.readUInt8(at + 1);
    // Any number of these fills up before a marker.
    if (marker === 0xff) at += 1;
    else if (isFrame(marker)) {
      return { width: view.readUInt16BE(at + 7), height: view.readUInt16BE(at + 5) };
    } else at += 2 + view.readUInt16BE(at + 2);
  }
  return null;
}
