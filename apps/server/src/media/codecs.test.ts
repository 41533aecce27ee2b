import { expect, test } from 'vitest';
import { routerCapabilities } from './codecs.ts';

test('MEDIA-5 browsers are told of Opus and VP8, and of no extension that stalls layer switches', () => {
  const { codecs, headerExtensions } = routerCapabilities();
  expect(codecs?.map(({ mimeType }) => mimeType)).toEqual(['audio/opus', 'video/VP8', 'video/rtx']);
  expect(codecs?.[0]?.parameters).toMatchObject({ useinbandfec: 1, usedtx: 1 });
  const uris = headerExtensions?.map(({ uri }) => uri).join() ?? '';
  expect(uris).toContain('transport-wide-cc');
  expect(uris).toContain('ssrc-audio-level');
  expect(uris).not.toContain('abs-capture-time');
});
