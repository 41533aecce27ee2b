import { presetPolicies } from '@converge/protocol/permissions';
import {
  callHand,
  callLeave,
  callOver,
  callReact,
  callReaction,
} from '@converge/protocol/realtime/call';
import { callEnd } from '@converge/protocol/realtime/moderation';
import { roomLive } from '@converge/protocol/realtime/room';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { House, idOf, refusal } from '../../test/call-house.ts';

describe('a call', () => {
  test('CALL-1 lives from the first who enters to the last who leaves', async () => {
    const house = new House();
    const [anna, boris] = [house.somebody('Anna', 'owner'), house.somebody('Boris', 'participant')];
    expect(house.directory.live(house.roomId)).toBeNull();

    const a = anna.connect();
    await a.join();
    const b = boris.connect();
    await b.join();
    expect(house.directory.live(house.roomId)?.count).toBe(2);
    expect(house.liveSince).toHaveLength(1);
    expect(house.directory.insideNames(house.roomId, 8)).toEqual(['Anna', 'Boris']);
    expect(house.directory.insideNames(house.roomId, 1)).toEqual(['Anna']);

    await a.ask(callLeave, { roomId: house.roomId });
    expect(house.directory.live(house.roomId)?.count).toBe(1);
    await b.ask(callLeave, { roomId: house.roomId });
    expect(house.directory.live(house.roomId)).toBeNull();
    expect(house.media.current.closed).toBe(true);
    expect(house.call).toBeUndefined();
  });

  test('CALL-1 a call nobody got into was never live', async () => {
    const house = new House();
    const anna = house.somebody('Anna', 'owner').connect();
    house.media.refusal = new (await import('@converge/protocol/errors')).ConvergeError(
      'media_unavailable',
    );
    expect(await refusal(anna.join())).toBe('media_unavailable');
    expect(house.call).toBeUndefined();
    expect(house.liveSince).toEqual([]);
    expect(house.told).toEqual([]);
    await anna.join();
    expect(house.call?.live?.count).toBe(1);
  });

  test('CALL-2 who comes later gets what those inside hold', async () => {
    const house = new House();
    const a = house.somebody('Anna', 'owner').connect();
    await a.join();
    await a.produce('microphone');
    const b = house.somebody('Boris', 'participant').connect();
    const admission = await b.join();
    house.checkCopies();
    expect(admission.call.participants.map(({ person }) => person.name)).toEqual(['Anna', 'Boris']);
    expect(admission.call.participants[0]?.media.microphone).toBe('on');
    expect(admission.consumers.map(({ source }) => source)).toEqual(['microphone']);
  });

  test('CALL-3 two devices of a person are two participants and one person', async () => {
    const house = new House();
    const anna = house.somebody('Anna', 'owner');
    const [desk, phone] = [anna.connect(), anna.connect()];
    await desk.join();
    await phone.join();
    expect(house.call?.snapshot.participants).toHaveLength(2);
    expect(idOf(desk)).not.toBe(idOf(phone));
    expect(house.directory.live(house.roomId)?.count).toBe(1);
    expect(house.directory.insideNames(house.roomId, 8)).toEqual(['Anna']);
  });

  test('CALL-3 leaving twice is leaving once', async () => {
    const house = new House();
    const [a, b] = ['Anna', 'Boris'].map((n) => house.somebody(n, 'participant').connect());
    if (!a || !b) throw new Error('two were made');
    await a.join();
    await b.join();
    const { roomId } = house;
    await Promise.all([b.ask(callLeave, { roomId }), b.ask(callLeave, { roomId })]);
    b.close();
    await a.ask(callHand, { roomId, raised: true });
    house.checkCopies();
    expect(
      house.told.filter(({ payload }) => JSON.stringify(payload).includes('"left"')),
    ).toHaveLength(1);
    expect(house.call?.snapshot.participants).toHaveLength(1);
  });

  test('CALL-3 a device that forgot its seat and joins again replaces itself', async () => {
    const house = new House();
    const a = house.somebody('Anna', 'owner').connect();
    await a.join();
    const first = idOf(a);
    await a.join();
    expect(house.call?.snapshot.participants.map(({ id }) => id)).toEqual([idOf(a)]);
    expect(idOf(a)).not.toBe(first);
    expect(a.events(callOver)).toEqual([]);
    house.checkCopies();
  });

  test('CALL-4 who is not in the room gets no further than its door', async () => {
    const house = new House();
    expect(await refusal(house.somebody('Eva', null).connect().join())).toBe('room_not_found');
    house.rules = { ...house.rules, access: 'open' };
    expect(await refusal(house.somebody('Eva', null).connect().join())).toBe('forbidden');
    house.rules = { ...house.rules, state: 'archived' };
    expect(await refusal(house.somebody('Anna', 'owner').connect().join())).toBe('room_archived');
    expect(house.media.calls).toEqual([]);
  });

  test('CALL-4 rights that end while the transports are made keep one out', async () => {
    const house = new House();
    const guest = house.somebody('Gleb', 'guest');
    const open = Promise.withResolvers<void>();
    house.media.gate = open.promise;
    const joining = refusal(guest.connect().join());
    await expect.poll(() => house.call?.arrivals.size).toBe(1);
    house.expelled.push(guest.personId);
    house.directory.expelled(house.roomId, guest.personId);
    open.resolve();
    expect(await joining).toBe('removed');
    expect(house.call).toBeUndefined();
    expect(house.media.current.members.size).toBe(0);
  });

  test('CALL-5 hands stand in the order in which they went up', async () => {
    const house = new House();
    const people = ['Anna', 'Boris', 'Vera'].map((n) => house.somebody(n, 'participant').connect());
    for (const one of people) await one.join();
    const { roomId } = house;
    for (const one of people) await one.ask(callHand, { roomId, raised: true });
    const [first] = people;
    await first?.ask(callHand, { roomId, raised: true });
    const hands = house.call?.snapshot.participants.map((p) => p.handRaisedAt ?? 0) ?? [];
    expect(hands).toEqual([...new Set(hands)].sort((x, y) => x - y));
    house.checkCopies();
  });

  test('CALL-7 a full call refuses, also those who come at the same moment', async () => {
    const house = new House({ maxParticipants: 3 });
    const joins = await Promise.allSettled(
      ['a', 'b', 'c', 'd', 'e'].map((n) => house.somebody(n, 'participant').connect().join()),
    );
    expect(joins.map(({ status }) => status)).toEqual([
      ...Array(3).fill('fulfilled'),
      ...Array(2).fill('rejected'),
    ]);
    expect(await refusal(house.somebody('f', 'participant').connect().join())).toBe('call_full');
    expect(house.media.calls).toHaveLength(1);
  });

  test('CALL-8 the active speaker is whom the observer names, until they go', async () => {
    const house = new House();
    const [a, b] = [
      house.somebody('Anna', 'owner').connect(),
      house.somebody('B', 'guest').connect(),
    ];
    await a.join();
    await b.join();
    house.media.current.host.speaker(idOf(b));
    expect(a.copy?.call.activeSpeaker).toBe(idOf(b));
    await b.ask(callLeave, { roomId: house.roomId });
    expect(a.copy?.call.activeSpeaker).toBeNull();
    house.media.current.host.speaker(idOf(b));
    expect(a.copy?.call.activeSpeaker).toBeNull();
    house.checkCopies();
  });

  test('CALL-6 rules that change while the first one enters hold in the call they begin', async () => {
    const house = new House();
    const open = Promise.withResolvers<void>();
    house.media.gate = open.promise;
    const guest = house.somebody('Gleb', 'guest').connect();
    const joining = guest.join();
    await expect.poll(() => house.call?.arrivals.size).toBe(1);
    house.changePolicy(presetPolicies.class);
    open.resolve();
    expect((await joining).call.policy).toEqual(presetPolicies.class);
    expect(await refusal(guest.produce('camera'))).toBe('forbidden');
    house.checkCopies();
  });

  test('CALL-9 a call that ends for all tells everybody and closes all media', async () => {
    const house = new House();
    const [a, b] = [
      house.somebody('Anna', 'owner').connect(),
      house.somebody('B', 'guest').connect(),
    ];
    await a.join();
    await b.join();
    await a.produce('camera');
    await a.ask(callEnd, { roomId: house.roomId });
    for (const one of [a, b]) {
      expect(one.events(callOver)).toEqual([{ roomId: house.roomId, reason: 'ended' }]);
      expect(one.topics).not.toContain(`call:${house.roomId}`);
      expect(await refusal(one.produce('microphone'))).toBe('not_in_call');
    }
    expect(house.media.current).toMatchObject({ closed: true });
    expect(house.media.current.members.size).toBe(0);
    expect(house.directory.live(house.roomId)).toBeNull();
  });

  test('CALL-9 archiving ends it in the same way, and the next who comes begins another', async () => {
    const house = new House();
    const a = house.somebody('Anna', 'owner').connect();
    const before = await a.join();
    house.directory.end(house.roomId);
    expect(a.events(callOver)).toHaveLength(1);
    const after = await a.join();
    expect(after.call.id).not.toBe(before.call.id);
    expect(house.liveSince).toHaveLength(2);
  });

  test('CALL-9 whoever was just entering when it ended is not left inside', async () => {
    const house = new House();
    const a = house.somebody('Anna', 'owner').connect();
    await a.join();
    const open = Promise.withResolvers<void>();
    house.media.gate = open.promise;
    const joining = refusal(house.somebody('B', 'guest').connect().join());
    await expect.poll(() => house.call?.arrivals.size).toBe(1);
    await a.ask(callEnd, { roomId: house.roomId });
    open.resolve();
    expect(['unavailable', 'media_unavailable']).toContain(await joining);
    expect(house.call).toBeUndefined();
  });

  test('CALL-2 a new name reaches everybody inside', async () => {
    const house = new House();
    const anna = house.somebody('Anna', 'owner');
    const [a, b] = [anna.connect(), house.somebody('B', 'guest').connect()];
    await a.join();
    await b.join();
    house.directory.renamed({ ...anna.person, name: 'Anna Maria' });
    expect(b.copy?.call.participants[0]?.person.name).toBe('Anna Maria');
    house.checkCopies();
  });

  test('CALL-2 a reaction is told to all and kept by nobody', async () => {
    const house = new House();
    const a = house.somebody('Anna', 'owner').connect();
    await a.join();
    await a.ask(callReact, { roomId: house.roomId, reaction: 'applause' });
    expect(a.events(callReaction)).toMatchObject([
      { participantId: idOf(a), reaction: 'applause' },
    ]);
    house.checkCopies();
  });
});

describe('news of a live room', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('CALL-1 come at once, then at most once a second with the latest count', async () => {
    const house = new House();
    const counts = () =>
      house.told
        .filter(({ name }) => name === roomLive.name)
        .map(({ payload }) => (payload as { live: { count: number } | null }).live?.count ?? null);
    const people = ['a', 'b', 'c'].map((n) => house.somebody(n, 'participant').connect());
    for (const one of people) await one.join();
    expect(counts()).toEqual([1]);
    vi.advanceTimersByTime(1_000);
    expect(counts()).toEqual([1, 3]);
    vi.advanceTimersByTime(5_000);
    expect(counts()).toEqual([1, 3]);
    for (const one of people) await one.ask(callLeave, { roomId: house.roomId });
    vi.advanceTimersByTime(1_000);
    expect(counts()).toEqual([1, 3, 2, null]);
  });
});
