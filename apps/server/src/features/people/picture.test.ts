import { expect, test } from 'vitest';
import { describeDevice } from '../../platform/user-agent.ts';
import { sniffPicture } from './picture.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');

test('AUTH-9 a picture is known by its first bytes', () => {
  expect(sniffPicture(bytes('\x89PNG\r\n\x1a\n…'))).toBe('png');
  expect(sniffPicture(bytes('\xff\xd8\xff\xe0…'))).toBe('jpg');
  expect(sniffPicture(bytes('RIFF\x10\x00\x00\x00WEBPVP8 '))).toBe('webp');
  for (const other of ['', '<svg xmlns', 'GIF89a', 'RIFF\x10\x00\x00\x00WAVEfmt ', '\x89PN']) {
    expect(sniffPicture(bytes(other))).toBeNull();
  }
});

test('AUTH-7 devices are named so that people recognise them', () => {
  const agent = (rest: string) => `Mozilla/5.0 (${rest}`;
  expect(
    describeDevice(agent('Windows NT 10.0; Win64) Chrome/140.0 Safari/537.36 Edg/140.0')),
  ).toBe('Edge on Windows');
  expect(
    describeDevice(agent('iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/6')),
  ).toBe('Safari on iPhone');
  expect(describeDevice(agent('Linux; Android 16) Chrome/140.0 Mobile Safari/537.36'))).toBe(
    'Chrome on Android',
  );
  expect(describeDevice('curl/8.0')).toBeNull();
  expect(describeDevice(null)).toBeNull();
});
