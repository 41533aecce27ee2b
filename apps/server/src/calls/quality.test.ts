import type { QualityReport } from '@converge/protocol/quality';
import {
  callChanged,
  callLeave,
  callQuality,
  callStatistics,
} from '@converge/protocol/realtime/call';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { House, idOf, refusal, type TestSession } from '../../test/call-house.ts';

const flow = (loss: number) => ({ bitrate: 100_000, loss, jitter: 5 });
const report = (over: Partial<QualityReport> = {}): QualityReport => ({
  sent: flow(0),
  received: flow(0),
  roundTrip: 30,
  limited: null,
  broken: false,
  route: { to: 'sfu', protocol: 'udp', relay: null },
  ...over,
});
const weak = report({ sent: flow(0.05) });

describe('quality', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  async function three() {
    const house = new House();
    const sessions: TestSession[] = [];
    for (const [name, role] of [
      ['Anna', 'owner'],
      ['Boris', 'participant'],
      ['Vera', 'guest'],
    ] as const) {
      const session = house.somebody(name, role).connect();
      await session.join();
      sessions.push(session);
    }
    const [a, b, c] = sessions as [TestSession, TestSession, TestSession];
    const tell = (session: TestSession, what: QualityReport) =>
      session.ask(callQuality, { roomId: house.roomId, report: what });
    return { house, a, b, c, tell };
  }

  const told = (session: TestSession) =>
    session
      .events(callChanged)
      .flatMap(({ change }) => (change.type === 'quality' ? [change.participants] : []));

  test('QUAL-3 others hear changes of the level only, gathered for a second', async () => {
    const { house, a, b, c, tell } = await three();
    await tell(b, report());
    await tell(b, report());
    await vi.advanceTimersByTimeAsync(5_000);
    expect(told(a)).toEqual([]);

    await tell(b, weak);
    await vi.advanceTimersByTimeAsync(400);
    await tell(c, report({ limited: 'machine' }));
    await vi.advanceTimersByTimeAsync(600);
    expect(told(a)).toEqual([
      [
        [idOf(b), { level: 'fair', reason: 'sending' }],
        [idOf(c), { level: 'fair', reason: 'machine' }],
      ],
    ]);
    house.checkCopies();

    // There and back within the second is no news.
    await tell(b, report());
    await tell(b, weak);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(told(a)).toHaveLength(1);
  });

  test('QUAL-3 who comes later finds the levels in the snapshot', async () => {
    const { house, b, tell } = await three();
    await tell(b, weak);
    await vi.advanceTimersByTimeAsync(1_000);
    const late = house.somebody('Late', 'participant').connect();
    const { call } = await late.join();
    const levels = call.participants.map(({ quality }) => quality?.level);
    expect(levels).toEqual([undefined, 'fair', undefined, undefined]);
  });

  test('QUAL-4 whom the SFU no longer hears is lost, whatever they say, until it hears them', async () => {
    const { house, a, b, tell } = await three();
    house.media.current.host.silent(idOf(b), true);
    await tell(b, report());
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told(a).at(-1)).toEqual([[idOf(b), { level: 'lost', reason: 'silence' }]]);
    await tell(b, weak);
    house.media.current.host.silent(idOf(b), false);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told(a).at(-1)).toEqual([[idOf(b), { level: 'fair', reason: 'sending' }]]);
    house.checkCopies();
  });

  test('QUAL-6 numbers are for who leads the room', async () => {
    const { house, a, b, c, tell } = await three();
    const { roomId } = house;
    await tell(b, weak);
    await vi.advanceTimersByTimeAsync(2_000);
    const { participants } = await a.ask(callStatistics, { roomId });
    const now = Date.now();
    expect(participants).toMatchObject([
      { participantId: idOf(a), latest: null },
      { participantId: idOf(b), since: now - 2_000, latest: { at: now - 2_000, report: weak } },
      { participantId: idOf(c), latest: null },
    ]);
    for (const session of [b, c]) {
      expect(await refusal(session.ask(callStatistics, { roomId }))).toBe('forbidden');
    }
  });

  test('QUAL-5 who isn’t inside reports nothing, and who left is no longer spoken of', async () => {
    const { house, a, b, tell } = await three();
    const outside = house.somebody('Otto', 'participant').connect();
    expect(await refusal(tell(outside, weak))).toBe('not_in_call');
    await tell(b, weak);
    await b.ask(callLeave, { roomId: house.roomId });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(told(a)).toEqual([]);
    const { participants } = await a.ask(callStatistics, { roomId: house.roomId });
    expect(participants).toHaveLength(2);
  });

  test('a call that ends leaves no timer behind', async () => {
    const { house, a, tell } = await three();
    await tell(a, weak);
    house.call?.end();
    expect(vi.getTimerCount()).toBe(1); // The room's own news that it is no longer live.
    await vi.advanceTimersByTimeAsync(5_000);
    expect(vi.getTimerCount()).toBe(0);
  });
});
