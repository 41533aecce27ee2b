import type { DirectId } from '@converge/protocol/ids';
import type { Direct } from '@converge/protocol/realtime/direct';
import { expect, test } from 'vitest';
import { callOf, participant, participantId } from './fixtures.ts';
import { type LineNoticeInput, lineNoticeOf } from './line-notice.ts';

const off = { microphone: 'off', camera: 'off', screen: 'off', screenAudio: 'off' } as const;
const call = callOf([participant(1), participant(2)]);
const self = participantId(1);
const direct: Direct = {
  id: '00000000-0000-4000-8000-000000000001' as DirectId,
  between: [self, participantId(2)],
};
const notice = (over: Partial<LineNoticeInput>, inside: Partial<typeof call> = {}) =>
  lineNoticeOf({
    state: { kind: 'in', self, call: { ...call, ...inside } },
    ...{ media: 'good', thin: false, held: false },
    ...over,
  });

test('a line that carries what there is says nothing', () => {
  expect(notice({})).toBe('fine');
  expect(notice({ media: 'connecting' })).toBe('media-connecting');
  const silent = [participant(1, { media: off })];
  expect(notice({ media: 'connecting' }, { participants: silent })).toBe('fine');
});

test('CALL-7 who comes back to a full call reads that they wait for a place, and not for the line', () => {
  const away = { kind: 'reconnecting', self, call } as const;
  expect(notice({ state: { ...away, failure: null } })).toBe('reconnecting');
  expect(notice({ state: { ...away, failure: { code: 'rate_limited' } } })).toBe('reconnecting');
  expect(notice({ state: { ...away, failure: { code: 'call_full' } } })).toBe('full');
});

test('ADAPT-9 a picture that is held back is put down to the own line only where it goes by no other', () => {
  expect(notice({ held: true })).toBe('media-held');
  expect(notice({ held: true }, { direct })).toBe('media-held-between');
  expect(notice({ held: true, media: 'broken' }, { direct })).toBe('media-broken');
});
