import { presetPolicies } from '@converge/protocol/permissions';
import { callChanged } from '@converge/protocol/realtime/call';
import {
  directFailed,
  directReceived,
  directSignal,
  directSignalled,
  directWish,
} from '@converge/protocol/realtime/direct';
import { mediaSetPaused } from '@converge/protocol/realtime/media';
import { callMute, callStop } from '@converge/protocol/realtime/moderation';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { House, idOf, refusal, type Somebody, type TestSession } from '../../test/call-house.ts';

const candidate = {
  type: 'candidate',
  candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host',
  mid: '0',
  line: 0,
  ufrag: 'abcd',
} as const;

describe('two people', () => {
  let house: House;
  let a: TestSession;
  let b: TestSession;
  let boris: Somebody;

  beforeEach(async () => {
    vi.useFakeTimers();
    house = new House();
    a = house.somebody('Anna', 'owner').connect();
    boris = house.somebody('Boris', 'participant');
    b = boris.connect();
    await a.join(undefined, { direct: true });
    await b.join(undefined, { direct: true });
  });

  afterEach(() => {
    house.checkCopies();
    vi.useRealTimers();
  });

  const now = () => house.call?.snapshot.direct ?? null;
  const id = () => {
    const direct = now();
    if (!direct) throw new Error('nobody speaks directly');
    return direct.id;
  };
  const settle = () => vi.advanceTimersByTimeAsync(3_000);
  const about = <T extends object>(rest: T) => ({ roomId: house.roomId, ...rest });
  const reasons = () =>
    a
      .events(callChanged)
      .flatMap(({ change }) => (change.type === 'direct' ? [change.because] : []));

  test('P2P-1 speak directly after three seconds, as a change of the call', async () => {
    expect(now()).toBe(null);
    await vi.advanceTimersByTimeAsync(2_999);
    expect(now()).toBe(null);
    await vi.advanceTimersByTimeAsync(1);
    expect(now()?.between).toEqual([idOf(a), idOf(b)]);
    expect(reasons()).toEqual(['two']);
  });

  test('P2P-2 a third ends it before they are in, and it begins again when they have gone', async () => {
    await settle();
    const before = id();
    let letIn = () => {};
    house.media.gate = new Promise<void>((resolve) => {
      letIn = resolve;
    });
    const c = house.somebody('Clara', 'participant').connect();
    const joining = c.join(undefined, { direct: true });
    await vi.advanceTimersByTimeAsync(0);
    expect(now()).toBe(null);
    letIn();
    await joining;
    await settle();
    expect(now()).toBe(null);
    c.close();
    await vi.advanceTimersByTimeAsync(60_000);
    await settle();
    expect(id()).not.toBe(before);
    expect(reasons()).toEqual(['two', 'people', 'two']);
  });

  test('P2P-2 who comes and goes within three seconds moves nothing twice', async () => {
    const c = house.somebody('Clara', 'participant').connect();
    await vi.advanceTimersByTimeAsync(2_000);
    await c.join();
    house.directory.expelled(house.roomId, c.identity.person.id);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(now()).toBe(null);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(now()).not.toBe(null);
  });

  test('P2P-3 signals go to the other one, and to nobody else', async () => {
    await settle();
    await a.ask(directSignal, about({ id: id(), signal: candidate }));
    await b.ask(directSignal, about({ id: id(), signal: { type: 'view', tiles: [] } }));
    expect(b.events(directSignalled)).toEqual([about({ id: id(), signal: candidate })]);
    expect(a.events(directSignalled)).toEqual([
      about({ id: id(), signal: { type: 'view', tiles: [] } }),
    ]);
  });

  test('P2P-3 signals are refused before, after, of another connection, and by others', async () => {
    const other = '00000000-0000-4000-8000-000000000000' as ReturnType<typeof id>;
    expect(await refusal(a.ask(directSignal, about({ id: other, signal: candidate })))).toBe(
      'media_not_found',
    );
    await settle();
    expect(await refusal(a.ask(directSignal, about({ id: other, signal: candidate })))).toBe(
      'media_not_found',
    );
    const before = id();
    const c = house.somebody('Clara', 'participant').connect();
    expect(await refusal(c.ask(directSignal, about({ id: before, signal: candidate })))).toBe(
      'not_in_call',
    );
    await c.join(undefined, { direct: true });
    for (const one of [a, c]) {
      expect(await refusal(one.ask(directSignal, about({ id: before, signal: candidate })))).toBe(
        'media_not_found',
      );
    }
    expect(b.events(directSignalled)).toEqual([]);
  });

  test('P2P-5 what failed is given up for both, and tried again after five minutes', async () => {
    await settle();
    const before = id();
    await b.ask(directFailed, about({ id: before }));
    expect(now()).toBe(null);
    // Twice is harmless, and so is what comes late.
    await a.ask(directFailed, about({ id: before }));
    await vi.advanceTimersByTimeAsync(299_000);
    expect(now()).toBe(null);
    await vi.advanceTimersByTimeAsync(1_000);
    await settle();
    expect(id()).not.toBe(before);
    expect(reasons()).toEqual(['two', 'failed', 'two']);
  });

  test('P2P-6 a wish against it acts at once, and so does one for it after the pause', async () => {
    await settle();
    await b.ask(directWish, about({ willing: false }));
    expect(now()).toBe(null);
    await settle();
    expect(now()).toBe(null);
    await b.ask(directWish, about({ willing: true }));
    await settle();
    expect(now()).not.toBe(null);
    expect(reasons()).toEqual(['two', 'wish', 'two']);
  });

  test('P2P-7 a mute by somebody else goes to the server at once, until they unmute themselves', async () => {
    const producerId = await b.produce('microphone');
    await settle();
    await a.ask(callMute, about({ participantId: idOf(b) }));
    expect(now()).toBe(null);
    await settle();
    expect(now()).toBe(null);
    await b.ask(mediaSetPaused, { producerId, paused: false });
    await settle();
    expect(now()).not.toBe(null);
    expect(reasons()).toEqual(['two', 'muted', 'two']);
  });

  test('P2P-7 MOD-7 a camera that is stopped goes to the server at once, until it begins again', async () => {
    await b.produce('camera');
    await settle();
    await a.ask(callStop, about({ participantId: idOf(b), source: 'camera' }));
    expect(now()).toBe(null);
    await b.produce('camera');
    await settle();
    expect(reasons()).toEqual(['two', 'muted', 'two']);
  });

  test('P2P-7 a capability that is lost goes to the server at once', async () => {
    await settle();
    house.changePolicy(presetPolicies.class);
    expect(now()).toBe(null);
    expect(reasons()).toEqual(['two', 'rights']);
  });

  test('P2P-8 what arrives directly is held back at the SFU, and flows again before anybody is told', async () => {
    await a.produce('microphone');
    await a.produce('camera');
    await settle();
    const { media } = house;
    const flowing = () => media.current.flowing.map((one) => String(one.split(' ')[1]));
    expect(flowing()).toEqual(['microphone', 'camera']);
    await b.ask(directReceived, about({ id: id(), sources: ['camera', 'microphone'] }));
    expect(flowing()).toEqual([]);
    await b.ask(directReceived, about({ id: id(), sources: ['microphone'] }));
    expect(flowing()).toEqual(['camera']);
    let whenTold: string[] = [];
    b.on(callChanged, ({ change }) => {
      if (change.type === 'direct') whenTold = flowing();
    });
    await a.ask(directWish, about({ willing: false }));
    expect(whenTold).toEqual(['microphone', 'camera']);
  });

  test('P2P-8 nothing is held back for who doesn’t speak directly', async () => {
    await a.produce('microphone');
    await settle();
    const before = id();
    await a.ask(directWish, about({ willing: false }));
    expect(
      await refusal(b.ask(directReceived, about({ id: before, sources: ['microphone'] }))),
    ).toBe('media_not_found');
    expect(house.media.current.flowing).toHaveLength(1);
  });

  test('P2P-1 the seat that is taken again finds it as it was', async () => {
    await settle();
    const before = id();
    const seat = b.admission?.seat;
    b.close();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(id()).toBe(before);
    await boris.connect().join(seat, { direct: true });
    expect(id()).toBe(before);
  });

  test('P2P-2 a device that says nothing of it, and a deployment without it, stay with the server', async () => {
    const without = new House({ direct: false });
    for (const name of ['Anna', 'Boris']) {
      await without.somebody(name, 'owner').connect().join(undefined, { direct: true });
    }
    const silent = new House();
    for (const name of ['Anna', 'Boris']) await silent.somebody(name, 'owner').connect().join();
    await settle();
    expect(without.call?.snapshot.direct).toBe(null);
    expect(silent.call?.snapshot.direct).toBe(null);
  });
});
