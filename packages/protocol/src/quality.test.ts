import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import {
  goodQuality,
  judge,
  losesWhatIsSent,
  type QualityLevel,
  QualityReport,
  qualityOf,
  silence,
} from './quality.ts';

const report = (over: Partial<QualityReport> = {}): QualityReport => ({
  sent: { bitrate: 900_000, loss: 0, jitter: 4 },
  received: { bitrate: 900_000, loss: 0, jitter: 4 },
  roundTrip: 40,
  limited: null,
  broken: false,
  route: { to: 'sfu', protocol: 'udp', relay: null },
  ...over,
});
const sent = (loss: number | null) => ({ bitrate: 1, loss, jitter: null });

test.each<[string, Partial<QualityReport>, QualityLevel, string | null]>([
  ['nothing wrong', {}, 'good', null],
  [
    'nothing to measure by',
    { sent: sent(null), received: sent(null), roundTrip: null },
    'good',
    null,
  ],
  ['a little loss, which Opus conceals', { sent: sent(0.02) }, 'good', null],
  ['loss on the way up', { sent: sent(0.03) }, 'fair', 'sending'],
  ['much loss on the way up', { sent: sent(0.1) }, 'poor', 'sending'],
  ['loss on the way down', { received: sent(0.05) }, 'fair', 'receiving'],
  [
    'the worse way gives the reason',
    { sent: sent(0.04), received: sent(0.2) },
    'poor',
    'receiving',
  ],
  ['a long way', { roundTrip: 400 }, 'fair', 'delay'],
  ['a very long way', { roundTrip: 900 }, 'poor', 'delay'],
  ['uneven arrival', { received: { bitrate: 1, loss: 0, jitter: 70 } }, 'fair', 'delay'],
  [
    'jitter of a reflected stream is not our line’s',
    { sent: { bitrate: 1, loss: 0, jitter: 70 } },
    'good',
    null,
  ],
  ['a line too thin for the picture', { limited: 'narrow' }, 'fair', 'narrow'],
  ['a machine that can’t keep up', { limited: 'machine' }, 'fair', 'machine'],
  [
    'a lost path outweighs what was measured before',
    { broken: true, sent: sent(0.5) },
    'lost',
    'silence',
  ],
])('QUAL-2 %s', (_case, over, level, reason) => {
  expect(judge(report(over))).toMatchObject({ level, reason });
});

test('QUAL-2 at a step the sign stays until it is clearly better', () => {
  expect(judge(report({ sent: sent(0.025) }), 'good').level).toBe('good');
  expect(judge(report({ sent: sent(0.025) }), 'fair').level).toBe('fair');
  expect(judge(report({ sent: sent(0.02) }), 'fair').level).toBe('good');
  expect(judge(report({ sent: sent(0.08) }), 'poor').level).toBe('poor');
  expect(judge(report({ sent: sent(0.06) }), 'poor').level).toBe('fair');
  expect(judge(report(), 'lost')).toEqual(goodQuality);
});

test('QUAL-8 that what is sent gets lost is known beside a worse reason', () => {
  const poor = { level: 'poor', reason: 'delay' };
  expect(judge(report({ roundTrip: 900 }))).toEqual(poor);
  expect(judge(report({ roundTrip: 900, sent: sent(0.04) }))).toEqual({ ...poor, losesSent: true });
  expect(judge(report({ sent: sent(0.04) }))).toEqual({ level: 'fair', reason: 'sending' });
  const loses = (over: Partial<QualityReport>) => losesWhatIsSent(judge(report(over)));
  expect(loses({ roundTrip: 900, sent: sent(0.04) })).toBe(true);
  expect(loses({ sent: sent(0.04) })).toBe(true);
  expect(loses({ broken: true })).toBe(true);
  expect(loses({ roundTrip: 900, received: sent(0.2) })).toBe(false);
});

test('QUAL-4 whose line to the server is gone is lost, whatever was measured', () => {
  expect(qualityOf({ presence: 'away', quality: goodQuality })).toEqual(silence);
  expect(qualityOf({ presence: 'here' })).toEqual(goodQuality);
  expect(qualityOf({ presence: 'here', quality: silence })).toEqual(silence);
});

test('QUAL-5 a report has bounds in every number', () => {
  const fits = (value: unknown) => z.safeParse(QualityReport, value).success;
  expect(fits(report())).toBe(true);
  const nonsense = [
    { ...report(), roundTrip: -1 },
    { ...report(), roundTrip: 1e12 },
    { ...report(), roundTrip: Number.NaN },
    { ...report(), sent: { ...sent(0), bitrate: Number.POSITIVE_INFINITY } },
    { ...report(), sent: sent(1.01) },
    { ...report(), received: sent(-0.1) },
    { ...report(), received: null },
    { ...report(), limited: 'hamster' },
    { ...report(), broken: 'yes' },
    { ...report(), route: { to: 'sfu', protocol: 'pigeon', relay: null } },
    {},
    null,
  ];
  for (const value of nonsense) expect(fits(value), JSON.stringify(value)).toBe(false);
});
