/** Side of the pictures we keep, in pixels: sharp at 96 CSS pixels on any screen. */
const side = 384;
const quality = 0.9;

/**
 * Fits the whole picture into a square: nothing of it is cut off, and what is
 * left free takes the picture's own middle colour. Draws into `canvas`. Rejects
 * where the file is no picture the browser can read.
 */
export async function drawSquare(canvas: HTMLCanvasElement, file: Blob): Promise<void> {
  const picture = await createImageBitmap(file);
  try {
    canvas.width = side;
    canvas.height = side;
    const context = canvas.getContext('2d');
    if (!context) throw new Error('the browser gives no drawing surface');
    context.imageSmoothingQuality = 'high';
    context.fillStyle = middleColour(picture);
    context.fillRect(0, 0, side, side);
    const scale = side / Math.max(picture.width, picture.height);
    const [width, height] = [picture.width * scale, picture.height * scale];
    context.drawImage(picture, (side - width) / 2, (side - height) / 2, width, height);
  } finally {
    picture.close();
  }
}

/** The square as a file: small, and without what a camera wrote into the original (place, time). */
export function toFile(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('the browser could not write a JPEG'))),
      'image/jpeg',
      quality,
    );
  });
}

/** The picture shrunk to one pixel. */
function middleColour(picture: ImageBitmap): string {
  const pixel = document.createElement('canvas');
  pixel.width = 1;
  pixel.height = 1;
  const context = pixel.getContext('2d', { willReadFrequently: true });
  if (!context) return 'white';
  // Transparent parts become white rather than black.
  context.fillStyle = 'white';
  context.fillRect(0, 0, 1, 1);
  context.drawImage(picture, 0, 0, 1, 1);
  const [red = 255, green = 255, blue = 255] = context.getImageData(0, 0, 1, 1).data;
  return `rgb(${red} ${green} ${blue})`;
}
