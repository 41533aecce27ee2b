import { ConvergeError } from '@converge/protocol/errors';
import type { JoinAttempt } from '@converge/protocol/ids';
import { callHand, callLeave, callOver } from '@converge/protocol/realtime/call';
import { mediaLost } from '@converge/protocol/realtime/media';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { House, idOf, refusal, type TestSession } from '../../test/call-house.ts';
import { type CallObserver, observers } from './observer.ts';

describe('a seat', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  async function two() {
    const house = new House();
    const [anna, boris] = [house.somebody('Anna', 'owner'), house.somebody('Boris', 'participant')];
    const [a, b] = [anna.connect(), boris.connect()];
    await a.join();
    await b.join();
    return { house, anna, boris, a, b };
  }

  const shown = (house: House, session: TestSession) => house.call?.shown(idOf(session));
  /** Lets what was begun, without timers, come to its end. */
  const settle = () => vi.advanceTimersByTimeAsync(0);

  test('SEAT-1 keeps role, hand and media while the line is lost', async () => {
    const { house, a, b } = await two();
    await b.produce('microphone');
    await b.ask(callHand, { roomId: house.roomId, raised: true });
    const before = shown(house, b);
    b.close();
    await settle();
    expect(shown(house, b)).toEqual({ ...before, presence: 'away' });
    expect(a.copy?.call.participants[1]?.presence).toBe('away');
    expect(house.media.current.flowing).toEqual([`${idOf(b)} microphone -> ${idOf(a)}`]);
    house.checkCopies();
  });

  test('NET-5 its media can begin anew: other transports, the same participant, nothing left over', async () => {
    const { house, a, b } = await two();
    await b.produce('microphone');
    await b.ask(callHand, { roomId: house.roomId, raised: true });
    const [id, first] = [idOf(b), b.admission];
    const again = await b.join(first?.seat, { fresh: true });
    expect(again).toMatchObject({ resumed: false, participantId: id });
    expect(again.transports.send.id).not.toBe(first?.transports.send.id);
    expect(house.media.current.flowing).toEqual([]);
    expect(house.media.current.members.size).toBe(2);
    const seen = a.copy?.call.participants.find((one) => one.id === id);
    expect(seen).toMatchObject({ presence: 'here', media: { microphone: 'off' } });
    expect(seen?.handRaisedAt).not.toBe(null);
    house.checkCopies();
  });

  test('SEAT-2 its key works once and is another after each use', async () => {
    const { house, boris, b } = await two();
    const first = b.admission?.seat;
    b.close();
    const again = boris.connect();
    const admission = await again.join(first);
    expect(admission.seat).not.toBe(first);
    expect(await refusal(boris.connect().join(first))).toBe('seat_gone');
    again.close();
    const third = boris.connect();
    expect(await third.join(admission.seat)).toMatchObject({ resumed: true });
    expect(house.call?.snapshot.participants).toHaveLength(2);
  });

  test('SEAT-2 a wrong key, or the key of somebody else, opens nothing', async () => {
    const { house, anna, b } = await two();
    b.close();
    const thief = anna.connect();
    expect(await refusal(thief.join(b.admission?.seat))).toBe('seat_gone');
    expect(await refusal(thief.join('0'.repeat(32) as never))).toBe('seat_gone');
    expect(shown(house, b)?.presence).toBe('away');
  });

  const attempt = (n: number) => `00000000-0000-4000-8000-00000000000${n}` as JoinAttempt;

  test.each([
    ['and the server heard of the line’s end', true],
    ['and the server thinks the line stands', false],
  ])(
    'SEAT-8 whose answer to taking the seat was lost, %s, is the same once more',
    async (_how, heard) => {
      const { house, boris, a, b } = await two();
      await b.produce('microphone');
      await b.ask(callHand, { roomId: house.roomId, raised: true });
      const [seat, before] = [b.admission?.seat, shown(house, b)];
      b.close();
      const mute = boris.connect();
      await mute.join(seat, { attempt: attempt(1) });
      if (heard) mute.close();
      const again = boris.connect();
      const admission = await again.join(seat, { attempt: attempt(1) });
      expect(admission).toMatchObject({ resumed: true, participantId: before?.id });
      expect(house.call?.snapshot.participants[1]).toEqual(before);
      expect(a.copy?.call.participants).toHaveLength(2);
      expect(house.media.current.flowing).toEqual([`${before?.id} microphone -> ${idOf(a)}`]);
      house.checkCopies();
      // Heard now: by the next attempt the one before opens nothing any more.
      again.close();
      await boris.connect().join(admission.seat, { attempt: attempt(2) });
      expect(await refusal(boris.connect().join(seat, { attempt: attempt(1) }))).toBe('seat_gone');
    },
  );

  test('SEAT-8 whose answer to joining was lost is inside once, also while the first asking is on its way', async () => {
    const { house } = await two();
    const open = Promise.withResolvers<void>();
    house.media.gate = open.promise;
    const vera = house.somebody('Vera', 'guest');
    const lines = [vera.connect(), vera.connect()];
    const asked = lines.map((line) => line.join(undefined, { attempt: attempt(1) }));
    await settle();
    open.resolve();
    const [first, again] = await Promise.all(asked);
    expect(again).toMatchObject({
      ...{ participantId: first?.participantId, transports: first?.transports },
    });
    expect(house.call?.snapshot.participants).toHaveLength(3);
    expect(house.media.current.members.size).toBe(3);
    house.checkCopies();
  });

  test('SEAT-8 what comes late on a line that was given up doesn’t take the seat from the newer one', async () => {
    const { house, boris, b } = await two();
    const seat = b.admission?.seat;
    const [old, newer] = [boris.connect(), boris.connect()];
    await newer.join(seat, { attempt: attempt(1) });
    expect(await refusal(old.join(seat, { attempt: attempt(1) }))).toBe('seat_gone');
    expect(await refusal(old.join(undefined, { attempt: attempt(1) }))).toBe('seat_gone');
    expect(newer.events(callOver)).toEqual([]);
    expect(shown(house, newer)?.presence).toBe('here');
    expect(house.call?.snapshot.participants).toHaveLength(2);
  });

  test('SEAT-8 the attempt of somebody else opens nothing, with the used key or without', async () => {
    const { house, anna, b, boris } = await two();
    const first = b.admission?.seat;
    const line = boris.connect();
    await line.join(first, { attempt: attempt(1) });
    expect(await refusal(anna.connect().join(first, { attempt: attempt(1) }))).toBe('seat_gone');
    const thief = anna.connect();
    const { participantId } = await thief.join(undefined, { attempt: attempt(1) });
    expect(house.call?.shown(participantId)?.person.name).toBe('Anna');
    expect(shown(house, line)?.presence).toBe('here');
  });

  test('SEAT-3 taken again, the media of before goes on, and all that is received is listed', async () => {
    const { house, boris, a, b } = await two();
    await b.produce('camera');
    const { transports, participantId, seat } = b.admission ?? {};
    b.close();
    await settle();
    await a.produce('microphone');
    const again = boris.connect();
    const admission = await again.join(seat);
    expect(admission).toMatchObject({ resumed: true, participantId, transports });
    expect(admission.consumers).toMatchObject([{ participantId: idOf(a), source: 'microphone' }]);
    expect(shown(house, again)).toMatchObject({ presence: 'here', media: { camera: 'on' } });
    house.checkCopies();
    // What is sent by the new line acts on the old media.
    await again.produce('camera');
    expect(house.media.current.flowing).toContain(`${idOf(b)} camera -> ${idOf(a)}`);
  });

  test('SEAT-4 after its time it is gone, with its media', async () => {
    const { house, boris, a, b } = await two();
    await b.produce('camera');
    b.close();
    await vi.advanceTimersByTimeAsync(59_000);
    expect(shown(house, b)?.presence).toBe('away');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(shown(house, b)).toBeUndefined();
    expect(house.media.current.members.size).toBe(1);
    expect(await refusal(boris.connect().join(b.admission?.seat))).toBe('seat_gone');
    house.checkCopies();
    a.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(house.call).toBeUndefined();
    expect(await refusal(boris.connect().join(b.admission?.seat))).toBe('seat_gone');
  });

  test('QUAL-9 METRIC-1 who comes back when the seat is gone is counted as a return, and once however often they ask', async () => {
    const counted: string[] = [];
    const observer: CallObserver = {
      ...observers(),
      returned: (to) => counted.push(`returned to ${to}`),
      refused: (code) => counted.push(`refused ${code}`),
    };
    const house = new House({ maxParticipants: 2, observer });
    const boris = house.somebody('Boris', 'guest');
    const [a, b] = [house.somebody('Anna', 'owner').connect(), boris.connect()];
    await a.join();
    await b.join();
    b.close();
    await vi.advanceTimersByTimeAsync(60_000);
    const vera = house.somebody('Vera', 'guest').connect();
    await vera.join();
    const again = boris.connect();
    expect(await refusal(again.join(undefined, { returning: true }))).toBe('call_full');
    await vera.ask(callLeave, { roomId: house.roomId });
    await again.join(undefined, { returning: true });
    expect(counted).toEqual(['returned to sfu']);
    expect(house.call?.chronicle.people(Date.now())).toMatchObject([
      { name: 'Anna', reconnects: 0 },
      { name: 'Boris', reconnects: 1 },
      { name: 'Vera', reconnects: 0 },
    ]);
  });

  test('SEAT-4 a seat taken in time is not given up by the old clock', async () => {
    const { house, boris, b } = await two();
    b.close();
    await vi.advanceTimersByTimeAsync(50_000);
    const again = boris.connect();
    const { seat } = await again.join(b.admission?.seat);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(shown(house, b)?.presence).toBe('here');
    again.close();
    await vi.advanceTimersByTimeAsync(50_000);
    await boris.connect().join(seat);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(shown(house, b)?.presence).toBe('here');
    house.checkCopies();
  });

  test('SEAT-6 in a full call a newcomer gets the place of whoever is away longest, not of who stumbled', async () => {
    const house = new House({ maxParticipants: 3 });
    const [anna, boris, vera] = ['Anna', 'Boris', 'Vera'].map((n) =>
      house.somebody(n, 'participant'),
    );
    if (!anna || !boris || !vera) throw new Error('three are three');
    const [a, b, v] = [anna.connect(), boris.connect(), vera.connect()];
    for (const one of [a, b, v]) await one.join();
    const knock = (name: string) => house.somebody(name, 'participant').connect().join();
    b.close();
    await vi.advanceTimersByTimeAsync(6_000);
    v.close();
    await settle();
    expect(await refusal(knock('Gleb'))).toBe('call_full');
    await vi.advanceTimersByTimeAsync(5_000);
    await knock('Dana');
    expect(shown(house, b)).toBeUndefined();
    expect(shown(house, v)?.presence).toBe('away');
    expect(house.media.current.members.size).toBe(3);
    expect(await refusal(knock('Ewa'))).toBe('call_full');
    expect(await refusal(boris.connect().join(b.admission?.seat))).toBe('seat_gone');
    expect(await vera.connect().join(v.admission?.seat)).toMatchObject({ resumed: true });
    house.checkCopies();
  });

  /** A full call of three, in which Boris has been away for long enough. */
  async function full(role: 'participant' | 'moderator' = 'participant') {
    const house = new House({ maxParticipants: 3 });
    const boris = house.somebody('Boris', role);
    const b = boris.connect();
    await b.join();
    for (const name of ['Anna', 'Vera']) await house.somebody(name, 'participant').connect().join();
    b.close();
    await vi.advanceTimersByTimeAsync(11_000);
    return { house, boris, b, knock: () => house.somebody('Gleb', 'participant').connect().join() };
  }

  test('SEAT-6 who is refused after all has cost nobody their place', async () => {
    const { house, boris, b, knock } = await full();
    house.media.refusal = new ConvergeError('media_invalid');
    expect(await refusal(knock())).toBe('media_invalid');
    expect(await boris.connect().join(b.admission?.seat)).toMatchObject({ resumed: true });
    house.checkCopies();
  });

  test('SEAT-6 who is coming back, or is back before the newcomer sits down, keeps their place', async () => {
    const { house, boris, b, knock } = await full();
    house.media.current.die();
    const open = Promise.withResolvers<void>();
    house.media.gate = open.promise;
    const again = boris.connect();
    const returning = again.join(b.admission?.seat);
    await settle();
    expect(await refusal(knock())).toBe('call_full');
    open.resolve();
    const { seat } = await returning;
    again.close();
    await vi.advanceTimersByTimeAsync(11_000);
    const slow = Promise.withResolvers<void>();
    house.media.gate = slow.promise;
    const refused = refusal(knock());
    await settle();
    await boris.connect().join(seat);
    slow.resolve();
    expect(await refused).toBe('call_full');
    expect(house.call?.participants.size).toBe(3);
    // Of the others' media nothing is left since their worker died; the newcomer's is gone, too.
    expect([...house.media.current.members.keys()]).toEqual([idOf(b)]);
    house.checkCopies();
  });

  test('SEAT-6 who leads finds their place again', async () => {
    const { house, boris, b, knock } = await full('moderator');
    expect(await refusal(knock())).toBe('call_full');
    expect(await boris.connect().join(b.admission?.seat)).toMatchObject({ resumed: true });
    house.checkCopies();
  });

  test('SEAT-5 taken from a new line, the old one that only seemed alive loses it', async () => {
    const { house, boris, a, b } = await two();
    const again = boris.connect();
    await again.join(b.admission?.seat);
    expect(b.events(callOver)).toEqual([{ roomId: house.roomId, reason: 'replaced' }]);
    expect(await refusal(b.produce('microphone'))).toBe('not_in_call');
    expect(a.copy?.call.participants).toHaveLength(2);
    // The old line's end and its leaving say nothing about the seat any more.
    await b.ask(callLeave, { roomId: house.roomId });
    b.close();
    await settle();
    expect(shown(house, again)?.presence).toBe('here');
    house.checkCopies();
  });

  test('SEAT-5 two lines that want it at once: one gets it', async () => {
    const { house, boris, b } = await two();
    b.close();
    await settle();
    const lines = [boris.connect(), boris.connect()];
    const results = await Promise.allSettled(lines.map((line) => line.join(b.admission?.seat)));
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(house.call?.snapshot.participants).toHaveLength(2);
  });

  test('SEAT-4 a line that is lost while joining leaves nobody behind', async () => {
    const { house, boris } = await two();
    const open = Promise.withResolvers<void>();
    house.media.gate = open.promise;
    const late = boris.connect();
    const joining = refusal(late.join());
    await settle();
    late.close();
    open.resolve();
    expect(await joining).toBe('unavailable');
    expect(house.call?.snapshot.participants).toHaveLength(2);
    expect(house.media.current.members.size).toBe(2);
  });

  test('MEDIA-7 when the media worker dies, seats stay and get new transports', async () => {
    const { house, boris, a, b } = await two();
    await a.produce('microphone');
    await b.produce('camera');
    house.media.current.host.speaker(idOf(a));
    house.media.current.die();
    for (const one of [a, b]) expect(one.events(mediaLost)).toEqual([{}]);
    expect(shown(house, a)?.media.microphone).toBe('off');
    expect(a.copy?.call.activeSpeaker).toBeNull();
    expect(await refusal(a.produce('camera'))).toBe('media_unavailable');

    const before = a.admission;
    const after = await a.join(before?.seat);
    expect(after).toMatchObject({ resumed: false, participantId: before?.participantId });
    expect(after.transports).not.toEqual(before?.transports);
    await a.produce('microphone');
    b.close();
    await settle();
    const again = boris.connect();
    expect(await again.join(b.admission?.seat)).toMatchObject({
      resumed: false,
      consumers: [{ participantId: idOf(a), source: 'microphone' }],
    });
    house.checkCopies();
    expect(house.media.calls).toHaveLength(2);
  });
});
