import { fc } from '@converge/protocol/testing/random';
import { expect, test } from 'vitest';
import { png } from '../../test/pictures.ts';
import { sizeOfPicture } from './picture-size.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const webp = (rest: string) => Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP'), hex(rest)]);

test.each([
  ['PNG', png(20_000, 3), 20_000, 3],
  // The smallest that encoders write, of each kind.
  ['WebP, lossy', webp('56503820 18000000 300100 9d012a 0a00 1400'), 10, 20],
  ['WebP, lossless', webp('5650384c 0d000000 2f 09c00400'), 10, 20],
  ['WebP, extended', webp('56503858 0a000000 10000000 ff3f00 ff0f00'), 16_384, 4_096],
  // A preview within its own segment, a filled marker, a table of codes, and then the frame.
  ['JPEG', hex('ffd8 ffe1 000a ffc0 0001 0001 ffff ffc4 0003 00 ffc2 0011 08 0014 000a'), 10, 20],
] as const)(
  'AUTH-9 ADMIN-14 the size of a picture is what its header says: %s',
  (_, bytes, width, height) => {
    expect(sizeOfPicture(bytes)).toEqual({ width, height });
    for (let end = 0; end < bytes.length; end += 1) {
      expect(sizeOfPicture(bytes.subarray(0, end))).toBeNull();
    }
  },
);

test('AUTH-9 RT-6 whatever else comes has no size, and is read to no end but its own', () => {
  const jpeg = Buffer.from([0xff, 0xd8]);
  expect(sizeOfPicture(Buffer.concat([jpeg, Buffer.alloc(100_000, 0xff)]))).toBeNull();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      sizeOfPicture(bytes);
      sizeOfPicture(Buffer.concat([jpeg, bytes]));
    }),
  );
});
