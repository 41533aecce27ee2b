import { presetPolicies } from '@converge/protocol/permissions';
import { callHand, callOver } from '@converge/protocol/realtime/call';
import { mediaProducerOverruled, mediaSetPaused } from '@converge/protocol/realtime/media';
import { callEnd, callMute, callRemove } from '@converge/protocol/realtime/moderation';
import { beforeEach, describe, expect, test } from 'vitest';
import { House, idOf, refusal, type Somebody, type TestSession } from '../../test/call-house.ts';

describe('moderation', () => {
  let house: House;
  let pupil: Somebody;
  let t: TestSession;
  let p: TestSession;
  let other: TestSession;

  beforeEach(async () => {
    house = new House();
    pupil = house.somebody('Pupil', 'guest');
    [t, p, other] = [
      house.somebody('Teacher', 'owner').connect(),
      pupil.connect(),
      house.somebody('Other', 'participant').connect(),
    ];
    for (const one of [t, p, other]) await one.join();
  });

  const media = () => house.media.current;

  test('MOD-1 a mute acts at the SFU first and is told then', async () => {
    await p.produce('microphone');
    const told = house.told.length;
    const held = Promise.withResolvers<void>();
    house.media.gate = held.promise;
    const muting = t.ask(callMute, { roomId: house.roomId, participantId: idOf(p) });
    await Promise.resolve();
    expect(house.told.length).toBe(told);
    held.resolve();
    await muting;
    expect(media().log.at(-1)).toBe('pause microphone');
    expect(house.told.length).toBe(told + 1);
  });

  test('MOD-2 the muted one sees by whom, and may speak again where the policy lets them', async () => {
    const producerId = await p.produce('microphone');
    await t.ask(callMute, { roomId: house.roomId, participantId: idOf(p) });
    expect(media().flowing).toEqual(
      [`${idOf(p)} microphone -> ${idOf(t)}`, `${idOf(p)} microphone -> ${idOf(other)}`].filter(
        () => false,
      ),
    );
    expect(p.events(mediaProducerOverruled)).toEqual([
      { producerId, source: 'microphone', action: 'paused', by: idOf(t) },
    ]);
    expect(other.copy?.call.participants[1]?.media.microphone).toBe('paused');
    house.checkCopies();
    await p.ask(mediaSetPaused, { producerId, paused: false });
    expect(media().flowing).toHaveLength(2);
    house.checkCopies();
  });

  test('MOD-2 muting who is silent already says nothing', async () => {
    await p.produce('microphone', true);
    const told = house.told.length;
    await t.ask(callMute, { roomId: house.roomId, participantId: idOf(p) });
    expect(house.told.length).toBe(told);
    expect(p.events(mediaProducerOverruled)).toEqual([]);
  });

  test('PERM-6 participants moderate nobody, and nobody those above', async () => {
    const { roomId } = house;
    await t.produce('microphone');
    for (const request of [callMute, callRemove]) {
      expect(await refusal(p.ask(request, { roomId, participantId: idOf(other) }))).toBe(
        'forbidden',
      );
      expect(await refusal(other.ask(request, { roomId, participantId: idOf(t) }))).toBe(
        'forbidden',
      );
    }
    expect(await refusal(p.ask(callEnd, { roomId }))).toBe('forbidden');
    expect(media().flowing).toHaveLength(2);
    house.checkCopies();
  });

  test('MOD-3 who is removed is out on all devices, told so, and a guest’s key ends', async () => {
    const second = pupil.connect();
    await second.join();
    await p.produce('camera');
    await t.ask(callRemove, { roomId: house.roomId, participantId: idOf(p) });
    for (const one of [p, second]) {
      expect(one.events(callOver)).toEqual([{ roomId: house.roomId, reason: 'removed' }]);
      expect(await refusal(one.produce('camera'))).toBe('not_in_call');
    }
    expect(media().log.indexOf('detach')).toBeGreaterThan(0);
    expect(media().flowing).toEqual([]);
    expect(house.expelled).toEqual([pupil.personId]);
    expect(await refusal(p.join())).toBe('removed');
    expect(await refusal(p.join(p.admission?.seat))).toBe('removed');
    house.checkCopies();
  });

  test('MOD-3 a member who was removed stays out of this call, and may come to the next', async () => {
    await t.ask(callRemove, { roomId: house.roomId, participantId: idOf(other) });
    expect(house.expelled).toEqual([]);
    expect(await refusal(other.join())).toBe('removed');
    expect(await refusal(other.join(other.admission?.seat))).toBe('seat_gone');
    await t.ask(callEnd, { roomId: house.roomId });
    await other.join();
  });

  test('MOD-4 only who leads the room ends the call for all', async () => {
    expect(await refusal(other.ask(callEnd, { roomId: house.roomId }))).toBe('forbidden');
    await t.ask(callEnd, { roomId: house.roomId });
    expect(house.call).toBeUndefined();
  });

  test('CALL-5 a moderator lowers hands; nobody raises another’s', async () => {
    const { roomId } = house;
    await p.ask(callHand, { roomId, raised: true });
    const participantId = idOf(p);
    expect(await refusal(other.ask(callHand, { roomId, raised: false, participantId }))).toBe(
      'forbidden',
    );
    expect(await refusal(t.ask(callHand, { roomId, raised: true, participantId }))).toBe(
      'forbidden',
    );
    await t.ask(callHand, { roomId, raised: false, participantId });
    expect(house.call?.shown(participantId)?.handRaisedAt).toBeNull();
    house.checkCopies();
  });

  describe('changes of what is allowed', () => {
    const toClass = () => house.changePolicy(presetPolicies.class);

    test('CALL-6 a stricter policy closes at the SFU at once and then tells', async () => {
      const camera = await p.produce('camera');
      await t.produce('camera');
      const told = house.told.length;
      toClass();
      expect(media().log.at(-1)).toBe('stop camera');
      expect(media().flowing).toEqual([
        `${idOf(t)} camera -> ${idOf(p)}`,
        `${idOf(t)} camera -> ${idOf(other)}`,
      ]);
      expect(house.told.slice(told).map(({ payload }) => JSON.stringify(payload))).toEqual([
        expect.stringContaining('"policy"'),
        expect.stringContaining('"off"'),
      ]);
      expect(p.events(mediaProducerOverruled)).toEqual([
        { producerId: camera, source: 'camera', action: 'closed' },
      ]);
      expect(await refusal(p.produce('camera'))).toBe('forbidden');
      house.checkCopies();
    });

    test('CALL-6 what was begun under the old policy does not outlive it', async () => {
      const held = Promise.withResolvers<void>();
      house.media.gate = held.promise;
      const producing = refusal(p.produce('camera'));
      await Promise.resolve();
      toClass();
      held.resolve();
      expect(await producing).toBe('forbidden');
      expect(media().flowing).toEqual([]);
      expect(house.call?.shown(idOf(p))?.media.camera).toBe('off');
      house.checkCopies();
    });

    test('CALL-6 unmuting that was under way when the policy changed stays without effect', async () => {
      const producerId = await p.produce('microphone', true);
      const held = Promise.withResolvers<void>();
      house.media.gate = held.promise;
      const unmuting = refusal(p.ask(mediaSetPaused, { producerId, paused: false }));
      await Promise.resolve();
      toClass();
      held.resolve();
      expect(await unmuting).toBe('media_not_found');
      expect(media().flowing).toEqual([]);
      house.checkCopies();
    });

    test('PERM-3 a grant lets one send what the policy forbids, and ends with it', async () => {
      toClass();
      house.directory.rightsChanged(house.roomId, pupil.personId, {
        role: 'guest',
        grants: { speak: true },
        floor: [],
      });
      await p.produce('microphone');
      expect(await refusal(p.produce('camera'))).toBe('forbidden');
      house.directory.rightsChanged(house.roomId, pupil.personId, {
        role: 'guest',
        grants: {},
        floor: [],
      });
      expect(media().flowing).toEqual([]);
      expect(p.events(mediaProducerOverruled)).toMatchObject([{ action: 'closed' }]);
      house.checkCopies();
    });

    test('CALL-6 where people may not see each other, only moderators’ video is sent to them', async () => {
      await p.produce('camera');
      await p.produce('microphone');
      const policy = { ...presetPolicies.meeting, seeOthers: 'moderators' } as const;
      house.changePolicy(policy);
      expect(media().flowing.sort()).toEqual(
        [
          `${idOf(p)} camera -> ${idOf(t)}`,
          `${idOf(p)} microphone -> ${idOf(t)}`,
          `${idOf(p)} microphone -> ${idOf(other)}`,
        ].sort(),
      );
      const late = house.somebody('Late', 'participant').connect();
      expect((await late.join()).consumers.map(({ source }) => source)).toEqual(['microphone']);
    });
  });
});
