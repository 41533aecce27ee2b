/**
 * The call under random use: whatever people do, in whatever order, what each
 * of them holds is what a fresh snapshot says, and the SFU's books agree with it.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { JoinAttempt } from '@converge/protocol/ids';
import { can, presetPolicies } from '@converge/protocol/permissions';
import { callHand, callLeave } from '@converge/protocol/realtime/call';
import { directFailed, directReceived, directWish } from '@converge/protocol/realtime/direct';
import {
  capabilityOf,
  mediaSetPaused,
  mediaStop,
  sources,
} from '@converge/protocol/realtime/media';
import {
  callEnd,
  callGrant,
  callMute,
  callMuteAll,
  callPassFloor,
  callRemove,
  callStop,
} from '@converge/protocol/realtime/moderation';
import { fc } from '@converge/protocol/testing/random';
import { afterEach, beforeEach, test, vi } from 'vitest';
import { House, type Somebody, type TestSession } from '../../test/call-house.ts';

/** The longest that the SFU lets somebody wait. */
const SLOW_MS = 2_000;

/** One device, with what it remembers through lost lines. */
class Device {
  readonly owner: Somebody;
  line: TestSession;
  lastSeat: string | undefined;

  constructor(owner: Somebody) {
    this.owner = owner;
    this.line = owner.connect();
  }

  get id() {
    return this.line.admission?.participantId;
  }
}

interface Model {
  readonly house: House;
  readonly devices: readonly Device[];
  /** By which somebody asked to come in twice, since they didn't hear the answer. */
  readonly attempts: JoinAttempt[];
}

type Step = (model: Model) => Promise<unknown>;
interface Action {
  readonly name: string;
  readonly step: Step;
}

const device = fc.nat({ max: 5 });
const source = fc.constantFrom(...sources);
const at = ({ devices }: Model, index: number): Device => {
  const found = devices[index % devices.length];
  assert.ok(found);
  return found;
};

const policies = [
  presetPolicies.meeting,
  presetPolicies.class,
  { ...presetPolicies.meeting, seeList: 'moderators' as const },
];

const action = (name: string, step: Step): Action => ({ name, step });

const actions: fc.Arbitrary<Action>[] = [
  fc
    .tuple(device, fc.boolean())
    .map(([i, direct]) => action(`${i} joins`, (m) => at(m, i).line.join(undefined, { direct }))),
  device.map((i) =>
    action(`${i} leaves`, ({ house, ...m }) =>
      at({ house, ...m }, i).line.ask(callLeave, { roomId: house.roomId }),
    ),
  ),
  device.map((i) =>
    action(`${i} loses the line`, async (m) => {
      const it = at(m, i);
      it.lastSeat = it.line.admission?.seat;
      it.line.close();
      it.line = it.owner.connect();
    }),
  ),
  device.map((i) =>
    action(`${i} takes the seat again`, async (m) => {
      const it = at(m, i);
      const seat = it.line.admission?.seat ?? it.lastSeat;
      if (seat) await it.line.join(seat as never, { direct: true });
    }),
  ),
  fc.tuple(device, fc.boolean()).map(([i, heardOf]) =>
    action(`${i} asks on two lines${heardOf ? ', the first of which ends' : ''}`, async (m) => {
      const it = at(m, i);
      const seat = it.line.admission?.seat ?? it.lastSeat;
      const by = { attempt: randomUUID() as JoinAttempt };
      m.attempts.push(by.attempt);
      const ask = async (line: TestSession) => {
        const before = line.admission;
        await attempt(seat ? line.join(seat as never, by) : line.join(undefined, by));
        if (line.admission === before) await attempt(line.join(undefined, by));
      };
      const old = it.line;
      it.lastSeat = old.admission?.seat;
      it.line = it.owner.connect();
      const asked = [ask(old), ask(it.line)];
      if (heardOf) old.close();
      await Promise.all(asked);
      // The server hears of every end, if late.
      old.close();
    }),
  ),
  fc.tuple(device, source, fc.boolean()).map(([i, from, paused]) =>
    action(`${i} sends ${from}${paused ? ' paused' : ''}`, async (m) => {
      if (at(m, i).line.admission) await at(m, i).line.produce(from, paused);
    }),
  ),
  fc.tuple(device, source, fc.boolean()).map(([i, from, paused]) =>
    action(`${i} ${paused ? 'mutes' : 'unmutes'} ${from}`, async (m) => {
      const id = at(m, i).id;
      const producerId = id && m.house.call?.participants.get(id)?.sending.get(from);
      if (producerId) await at(m, i).line.ask(mediaSetPaused, { producerId, paused });
    }),
  ),
  fc.tuple(device, source).map(([i, from]) =>
    action(`${i} stops ${from}`, async (m) => {
      const id = at(m, i).id;
      const producerId = id && m.house.call?.participants.get(id)?.sending.get(from);
      if (producerId) await at(m, i).line.ask(mediaStop, { producerId });
    }),
  ),
  fc
    .tuple(device, fc.boolean())
    .map(([i, raised]) =>
      action(`${i} ${raised ? 'raises' : 'lowers'} a hand`, (m) =>
        at(m, i).line.ask(callHand, { roomId: m.house.roomId, raised }),
      ),
    ),
  fc.tuple(device, device, fc.constantFrom(callMute, callRemove)).map(([i, j, request]) =>
    action(`${i} does ${request.name} to ${j}`, async (m) => {
      const participantId = at(m, j).id;
      if (participantId) {
        await at(m, i).line.ask(request, { roomId: m.house.roomId, participantId });
      }
    }),
  ),
  device.map((i) =>
    action(`${i} ends the call`, (m) => at(m, i).line.ask(callEnd, { roomId: m.house.roomId })),
  ),
  fc.constantFrom(...policies).map((policy) =>
    action(`policy ${JSON.stringify(policy)}`, async ({ house }) => {
      house.changePolicy(policy);
    }),
  ),
  fc
    .tuple(
      device,
      device,
      fc.constantFrom('speak' as const, 'camera' as const, 'seeList' as const),
      fc.constantFrom(true, false, null),
      fc.boolean(),
    )
    .map(([i, j, capability, allowed, forCall]) =>
      action(`${i} grants ${j} ${capability} ${allowed}`, async (m) => {
        const participantId = at(m, j).id;
        if (!participantId) return;
        const { roomId } = m.house;
        const change = { roomId, participantId, capability, allowed, forCall };
        await at(m, i).line.ask(callGrant, change);
      }),
    ),
  fc
    .tuple(device, fc.boolean())
    .map(([i, mayUnmute]) =>
      action(`${i} mutes all`, (m) =>
        at(m, i).line.ask(callMuteAll, { roomId: m.house.roomId, mayUnmute }),
      ),
    ),
  device.map((i) =>
    action(`${i} passes the floor`, (m) =>
      at(m, i).line.ask(callPassFloor, { roomId: m.house.roomId }),
    ),
  ),
  fc
    .tuple(device, device, fc.constantFrom('camera' as const, 'screen' as const))
    .map(([i, j, from]) =>
      action(`${i} stops ${j}'s ${from}`, async (m) => {
        const participantId = at(m, j).id;
        if (!participantId) return;
        await at(m, i).line.ask(callStop, { roomId: m.house.roomId, participantId, source: from });
      }),
    ),
  fc.tuple(device, fc.constantFrom('moderator', 'participant')).map(([i, role]) =>
    action(`${i} becomes ${role}`, async (m) => {
      const { personId } = at(m, i).owner;
      const actor = m.house.actors.get(personId);
      if (!actor || actor.roomRole === 'owner' || actor.roomRole === 'guest') return;
      m.house.actors.set(personId, { ...actor, roomRole: role as 'moderator' });
      m.house.directory.rightsChanged(m.house.roomId, personId, {
        role: role as 'moderator',
        grants: {},
        floor: [],
      });
    }),
  ),
  fc
    .tuple(device, fc.boolean())
    .map(([i, willing]) =>
      action(`${i} ${willing ? 'may' : 'may not'} be spoken to directly`, (m) =>
        at(m, i).line.ask(directWish, { roomId: m.house.roomId, willing }),
      ),
    ),
  fc.tuple(device, fc.subarray([...sources])).map(([i, received]) =>
    action(`${i} receives ${received} directly`, async (m) => {
      const { roomId, call } = m.house;
      const id = call?.snapshot.direct?.id;
      if (id) await at(m, i).line.ask(directReceived, { roomId, id, sources: received });
    }),
  ),
  device.map((i) =>
    action(`${i} finds no direct way`, async (m) => {
      const { roomId, call } = m.house;
      const id = call?.snapshot.direct?.id;
      if (id) await at(m, i).line.ask(directFailed, { roomId, id });
    }),
  ),
  device.map((i) =>
    action(`${i} speaks`, async (m) => {
      const id = at(m, i).id;
      const media = m.house.media.calls.at(-1);
      if (id && media && !media.closed) media.host.speaker(id);
    }),
  ),
  fc.constant(
    action('the worker dies', async ({ house }) => {
      const media = house.media.calls.at(-1);
      if (media && !media.closed) media.die();
    }),
  ),
  fc.integer({ min: 1, max: SLOW_MS }).map((ms) =>
    action(`the SFU answers after ${ms} ms`, async ({ house }) => {
      house.media.gate = new Promise((resolve) => setTimeout(resolve, ms));
    }),
  ),
  fc
    .integer({ min: 1_000, max: 70_000 })
    .map((ms) => action(`${ms} ms pass`, () => vi.advanceTimersByTimeAsync(ms))),
];

/** A refusal is an answer; anything else that is thrown is a defect. */
async function attempt(step: Promise<unknown>): Promise<void> {
  try {
    await step;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ConvergeError') throw error;
  }
}

/** Lets all that was begun come to its end. */
async function settle(running: Promise<void>[]): Promise<void> {
  const all = Promise.all(running.splice(0));
  await vi.advanceTimersByTimeAsync(SLOW_MS);
  await all;
  await vi.advanceTimersByTimeAsync(0);
}

function check({ house, attempts }: Model): void {
  house.checkCopies();
  for (const by of attempts) {
    const seated = [...(house.call?.participants.values() ?? [])].filter(({ seat }) =>
      seat.answered(by),
    );
    assert.ok(seated.length <= 1, 'nobody is seated twice by one asking');
  }
  const { call } = house;
  const books = house.media.calls.flatMap((media) => [...media.members.values()]);
  if (!call) {
    assert.deepEqual(books, [], 'no call, no media');
    return;
  }
  assert.ok(call.participants.size > 0, 'a call without people is over');
  for (const shown of call.snapshot.participants) {
    const live = call.participants.get(shown.id);
    assert.ok(live, 'who is shown is inside');
    assert.equal(live.presence.state, shown.presence);
    // Nothing is held back for who isn't spoken to directly.
    const { direct } = call.snapshot;
    const between: readonly string[] = direct?.between ?? [];
    const member = books.find(({ id }) => id === shown.id);
    assert.equal(member !== undefined, live.media !== null);
    for (const consumer of member?.consumers() ?? []) {
      if (!member?.holds(consumer)) continue;
      assert.ok(between.includes(shown.id) && between.includes(consumer.participantId));
    }
    for (const from of sources) {
      const sent = member?.sent.get(from);
      const state = sent ? (sent.paused ? 'paused' : 'on') : 'off';
      assert.equal(shown.media[from], state, `${shown.person.name} ${from}`);
      assert.equal(sent?.id, live.sending.get(from));
      if (sent) assert.ok(can(call.actor(shown.id), capabilityOf[from], call.rules));
    }
  }
  assert.equal(call.participants.size, call.snapshot.participants.length);
  const { direct, participants } = call.snapshot;
  if (direct) {
    assert.deepEqual(
      participants.map(({ id }) => id),
      direct.between,
      'two alone speak directly',
    );
    for (const one of participants) {
      for (const capability of ['speak', 'camera', 'screen'] as const) {
        assert.ok(can(call.actor(one.id), capability, call.rules));
      }
    }
  }
  assert.equal(books.length, [...call.participants.values()].filter((p) => p.media).length);
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('CALL-2 SEAT-3 SEAT-8 MEDIA-8 P2P-7 snapshot and changes equal a fresh snapshot, and the SFU agrees, after any action', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.oneof(...actions), fc.boolean()), { minLength: 5, maxLength: 60 }),
      async (steps) => {
        const house = new House({ maxParticipants: 5 });
        const owners = [
          house.somebody('Owner', 'owner'),
          house.somebody('Member', 'participant'),
          house.somebody('Other', 'participant'),
          house.somebody('Guest', 'guest'),
          house.somebody('Admin', null, 'admin'),
        ];
        const model: Model = {
          house,
          devices: [...owners, ...owners.slice(1, 2)].map((owner) => new Device(owner)),
          attempts: [],
        };
        const running: Promise<void>[] = [];
        for (const [{ step }, alone] of steps) {
          running.push(attempt(step(model)));
          // Some steps begin before the one before has ended.
          if (!alone) continue;
          await settle(running);
          check(model);
        }
        await settle(running);
        check(model);
        for (const { line } of model.devices) line.close();
        await vi.advanceTimersByTimeAsync(61_000);
        check(model);
        assert.equal(house.call, undefined, 'when all are gone the call is over');
      },
    ),
    { numRuns: 300 },
  );
});
