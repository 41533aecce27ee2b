/** The call of a working day at the server, in a few seconds. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { SeatToken } from '@converge/protocol/ids';
import type { QualityReport } from '@converge/protocol/quality';
import { callHand, callLeave, callQuality } from '@converge/protocol/realtime/call';
import { mediaView } from '@converge/protocol/realtime/media';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { House, refusal, type Somebody, type TestSession } from '../../test/call-house.ts';

const HOURS = 8;
/** As often as clients report. */
const TELL_MS = 4_000;
const STEPS = 3_600_000 / TELL_MS;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const report = (loss: number, n: number): QualityReport => ({
  sent: { bitrate: 500_000 + n, loss, jitter: 5 },
  received: { bitrate: 500_000, loss: 0, jitter: 5 },
  roundTrip: 30,
  limited: null,
  broken: false,
  route: { to: 'sfu', protocol: n % 2 ? 'udp' : 'tcp', relay: n % 3 ? null : 'tls' },
});

interface Seated {
  readonly who: Somebody;
  session: TestSession;
  seat: SeatToken;
}

test('CALL-11 SEAT-2 QUAL-9 after eight hours seats are kept, tokens are changed, and nothing has grown', async () => {
  const house = new House();
  const { roomId } = house;
  const seated: Seated[] = [];
  const sit = async (name: string) => {
    const who = house.somebody(name, seated.length === 0 ? 'owner' : 'guest');
    const session = who.connect();
    const { seat } = await session.join();
    await session.produce('microphone');
    await session.produce('camera');
    return { who, session, seat };
  };
  while (seated.length < 12) seated.push(await sit(`Somebody ${seated.length}`));
  const first = seated[0]?.session.admission?.participantId;

  /** Everybody but the first loses the line once an hour, and takes the seat again. */
  async function loseLine(one: Seated): Promise<void> {
    one.session.close();
    await vi.advanceTimersByTimeAsync(1_000);
    const used = one.seat;
    one.session = one.who.connect();
    one.seat = (await one.session.join(used)).seat;
    expect(one.seat).not.toBe(used);
    const thief = one.who.connect();
    expect(await refusal(thief.join(used))).toBe('seat_gone');
    thief.close();
  }

  async function change(at: number): Promise<void> {
    const seat = 1 + (at % 11);
    const one = seated[seat];
    if (!one) return;
    await one.session.ask(callLeave, { roomId });
    one.session.close();
    seated[seat] = await sit(`Later ${at}`);
  }

  async function hour(nr: number): Promise<void> {
    for (let step = 0; step < STEPS; step++) {
      for (const [n, { session }] of seated.entries()) {
        const loss = (step + n) % 50 < 3 ? 0.2 : 0;
        await session.ask(callQuality, { roomId, report: report(loss, step) });
      }
      await vi.advanceTimersByTimeAsync(TELL_MS);
      const one = seated[1 + (step % 11)];
      if (one && step % 82 === 0) await loseLine(one);
      if (one && step % 5 === 0) {
        const tiles = seated
          .filter((_, n) => (step + n) % 3 > 0)
          .flatMap(({ session: { admission } }) => admission?.participantId ?? [])
          .map((id) => ({ participantId: id, source: 'camera' as const, width: 320, height: 180 }));
        await one.session.ask(mediaView, { tiles });
        await one.session.ask(callHand, { roomId, raised: step % 10 === 0 });
      }
      if (step % 90 === 45) await change(nr * STEPS + step);
      house.checkCopies();
      // What the test itself keeps of what was said.
      for (const { session } of seated) session.heard.length = 0;
      house.told.length = 0;
      house.kept.splice(0, house.kept.length - 1);
      house.sessions.splice(0, house.sessions.length, ...house.sessions.filter((s) => !s.closed));
    }
    await vi.advanceTimersByTimeAsync(120_000);
  }

  /** What the server keeps of the call. */
  const kept = () => {
    collect();
    return {
      heap: process.memoryUsage().heapUsed / 2 ** 20,
      timers: vi.getTimerCount(),
      people: house.call?.participants.size,
      snapshot: JSON.stringify(house.call?.snapshot).length,
    };
  };

  await hour(1);
  const before = kept();
  for (let nr = 2; nr <= HOURS; nr++) await hour(nr);
  const after = kept();
  expect(after).toMatchObject({ timers: before.timers, people: 12 });
  expect(Math.abs(after.snapshot - before.snapshot)).toBeLessThan(600);
  // Ninety people more in the chronicle are some kilobytes.
  expect(after.heap - before.heap).toBeLessThan(4);
  expect(house.call?.participants.has(first as never)).toBe(true);

  const { people = [] } = house.kept.at(-1)?.report ?? {};
  expect(people.length).toBeGreaterThan(12);
  expect(JSON.stringify(people).length).toBeLessThan(100_000);
  const [longest] = people;
  const { good, fair, poor, lost } = longest?.levels ?? { good: 0, fair: 0, poor: 0, lost: 0 };
  expect(good + fair + poor + lost).toBeGreaterThan(HOURS * 3_600_000);
  expect(longest?.routes.length).toBeLessThanOrEqual(4);
  await house.calls.close();
  expect(vi.getTimerCount()).toBe(0);
});
