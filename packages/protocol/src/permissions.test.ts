/**
 * The whole table: every role of the space and the room, with every grant,
 * in every state of a room with every access and allowance, for every action.
 * The expectation is written down a second time, as sentences about people
 * rather than as the code's order of judgement.
 */
import { expect, test } from 'vitest';
import {
  type Actor,
  type Allowance,
  can,
  capabilities,
  type Grants,
  mayRequest,
  moderates,
  type Policy,
  presetPolicies,
  type RoomAction,
  type RoomRules,
  roomActions,
  type SpaceRole,
  spaceActions,
} from './permissions.ts';

const spaceRoles = ['admin', 'teacher', 'member', null] as const;
const roomRoles = ['owner', 'moderator', 'participant', 'guest', null] as const;
const states = ['active', 'archived'] as const;
const accesses = ['open', 'link', 'private'] as const;
const doors = ['open', 'lobby', 'locked'] as const;
const admissions = [undefined, 'now', 'before'] as const;
const allowances = ['everyone', 'onRequest', 'moderators'] as const;
const givings = [undefined, true, false] as const;

const isCapability = (action: string): action is (typeof capabilities)[number] =>
  (capabilities as readonly string[]).includes(action);

const allAlike = (allowance: Allowance): Policy => ({
  speak: allowance,
  camera: allowance,
  screen: allowance,
  chat: allowance,
  upload: allowance,
  draw: allowance,
  seeOthers: allowance,
  seeList: allowance,
});

const alike = (giving: boolean | undefined): Grants =>
  giving === undefined ? {} : Object.fromEntries(capabilities.map((c) => [c, giving]));

/** Everybody there could be. */
const actors: Actor[] = spaceRoles.flatMap((spaceRole) =>
  roomRoles.flatMap((roomRole) =>
    givings.map((giving) => ({ spaceRole, roomRole, grants: alike(giving) })),
  ),
);

/** Every room there could be. */
const rooms: RoomRules[] = states.flatMap((state) =>
  accesses.flatMap((access) =>
    doors.flatMap((door) =>
      allowances.map((allowance) => ({ state, access, door, policy: allAlike(allowance) })),
    ),
  ),
);

const admit = (actor: Actor, admitted: Actor['admitted']): Actor =>
  admitted === undefined ? actor : { ...actor, admitted };

/** One line to read when it fails. */
const story = (actor: Actor, action: string, room?: RoomRules, target?: Actor) =>
  JSON.stringify({ actor, action, room: room && { ...room, policy: room.policy.speak }, target });

const leads = (a: Actor) =>
  a.spaceRole === 'admin' || a.roomRole === 'owner' || a.roomRole === 'moderator';
/** Nothing holds them at the door: it is open, they have its key, or were let in. */
const passes = (a: Actor, room: RoomRules) =>
  room.door === 'open' || leads(a) || a.admitted === 'now';
/** Whoever keeps a room gives its keys to people with an account, and to no owner. */
const mayLead = (target: Actor | undefined) =>
  target?.roomRole === 'participant' || target?.roomRole === 'moderator';
const owns = (a: Actor) => a.spaceRole === 'admin' || a.roomRole === 'owner';
const makesRooms = (a: Actor) => a.spaceRole === 'admin' || a.spaceRole === 'teacher';
const belongs = (a: Actor) => a.spaceRole === 'admin' || a.roomRole !== null;

/** Who may do what in an active room, to whom it isn't done to anybody. */
const sentences: Record<Exclude<RoomAction, (typeof capabilities)[number]>, Sentence> = {
  'room.see': ({ actor, room, active }) => belongs(actor) || (active && room.access === 'open'),
  'room.enter': ({ actor, room, active }) =>
    active && (belongs(actor) || room.access === 'open' || room.access === 'link'),
  'room.configure': ({ actor, active }) => active && leads(actor),
  'room.invite': ({ actor, active }) => active && leads(actor),
  // Who leads knows its rules, and who makes rooms may make one by them; an archived one is a pattern too.
  'room.duplicate': ({ actor }) => leads(actor) && makesRooms(actor),
  // Of an archived room too: that is how one gets out of the archive.
  'room.archive': ({ actor }) => actor.spaceRole === 'admin' || actor.roomRole === 'owner',
  'room.delete': ({ actor }) => actor.spaceRole === 'admin' || actor.roomRole === 'owner',
  // Also of an archived one: who leaves the space leaves no room without an owner.
  'room.handOver': ({ actor }) => actor.spaceRole === 'admin' || actor.roomRole === 'owner',
  'room.audit': ({ actor }) => owns(actor),
  'room.bans': ({ actor, active }) => active && leads(actor),
  'room.people': ({ actor, active }) => active && leads(actor),
  'call.pass': ({ actor, room, active }) => active && belongs(actor) && passes(actor, room),
  'call.muteAll': ({ actor, active }) => active && leads(actor),
  'chat.publish': ({ actor, active }) => active && leads(actor),
  // Who may write needn't ask, and from whom it was taken may not.
  'chat.ask': ({ actor, room, active }) =>
    active &&
    actor.roomRole !== null &&
    !leads(actor) &&
    (passes(actor, room) || actor.admitted === 'before') &&
    room.policy.chat === 'onRequest' &&
    actor.grants?.chat === undefined,
  'share.point': ({ actor, active }) => active && leads(actor),
  'wall.lead': ({ actor, active }) => active && leads(actor),
  // Whoever leads is asked by nobody, so nobody of the same rank is looked at.
  'wall.see': ({ actor, active, target }) => active && above(actor, target),
  'wall.show': ({ actor, room, active }) =>
    active &&
    belongs(actor) &&
    !leads(actor) &&
    (passes(actor, room) || actor.admitted === 'before'),
  'lobby.decide': ({ actor, active }) => active && leads(actor),
  'participant.stop': ({ actor, active, target }) => active && above(actor, target),
  'participant.grant': ({ actor, active, target }) => active && above(actor, target),
  'participant.ban': ({ actor, active, target }) => active && above(actor, target),
  'participant.appoint': ({ actor, active, target }) => active && owns(actor) && mayLead(target),
  // A room's owner is somebody who could have made it.
  'participant.handOver': ({ actor, active, target }) =>
    active && owns(actor) && mayLead(target) && target !== undefined && makesRooms(target),
  'room.attendance': ({ actor }) => leads(actor),
  'call.join': ({ actor, active }) => active && belongs(actor),
  'call.end': ({ actor, active }) => active && leads(actor),
  'call.statistics': ({ actor, active }) => active && leads(actor),
  'hand.raise': ({ actor, active }) => active && belongs(actor),
  'hand.lowerOthers': ({ actor, active }) => active && leads(actor),
  'participant.mute': ({ actor, active, target }) => active && above(actor, target),
  'participant.remove': ({ actor, active, target }) => active && above(actor, target),
  'chat.read': ({ actor, room }) =>
    belongs(actor) && (passes(actor, room) || actor.admitted !== undefined),
  'files.read': ({ actor, room }) =>
    belongs(actor) && (passes(actor, room) || actor.admitted !== undefined),
  'files.manage': ({ actor, active }) => active && leads(actor),
  'files.handOut': ({ actor, active }) => active && leads(actor),
  'files.handIn': ({ actor, room, active }) =>
    active &&
    belongs(actor) &&
    (passes(actor, room) || actor.admitted !== undefined) &&
    !leads(actor),
};

type Sentence = (of: {
  readonly actor: Actor;
  readonly room: RoomRules;
  readonly active: boolean;
  readonly target: Actor | undefined;
}) => boolean;

/** By name, not by number: who stands above whom. */
function above(actor: Actor, target: Actor | undefined): boolean {
  if (!target || target.spaceRole === 'admin') return false;
  if (actor.spaceRole === 'admin') return true;
  const below = {
    owner: ['moderator', 'participant', 'guest', null],
    moderator: ['participant', 'guest', null],
    participant: [],
    guest: [],
  } as const;
  if (actor.roomRole === null) return false;
  return (below[actor.roomRole] as readonly (string | null)[]).includes(target.roomRole);
}

/** Whether somebody may use a capability of a room whose policy says `allowance` about it. */
function uses(actor: Actor, room: RoomRules, allowance: Allowance, giving?: boolean): boolean {
  if (room.state === 'archived') return false;
  if (leads(actor)) return true;
  if (actor.roomRole === null) return false;
  if (!passes(actor, room) && actor.admitted === undefined) return false;
  return giving ?? allowance === 'everyone';
}

test('PERM-1 PERM-2 PERM-3 PERM-4 PERM-5 PERM-11 the whole table of capabilities', () => {
  const wrong: string[] = [];
  let cells = 0;
  for (const room of rooms) {
    for (const actor of actors.flatMap((a) => admissions.map((admitted) => admit(a, admitted)))) {
      for (const capability of capabilities) {
        const giving = actor.grants?.[capability];
        const expected = uses(actor, room, room.policy[capability], giving);
        if (can(actor, capability, room) !== expected) wrong.push(story(actor, capability, room));
        cells++;
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(cells).toBe(54 * 180 * 8);
});

test('PERM-1 PERM-4 PERM-5 PERM-6 PERM-9 PERM-10 PERM-11 the whole table of acts upon a room', () => {
  const wrong: string[] = [];
  const people = actors.filter((a) => a.grants?.speak === undefined);
  const askers = people.flatMap((a) => admissions.map((admitted) => admit(a, admitted)));
  // What is done to a room asks nothing of its policy.
  for (const room of rooms.filter(({ policy }) => policy.speak === 'onRequest')) {
    for (const actor of askers) {
      for (const action of roomActions) {
        if (isCapability(action)) continue;
        for (const target of [undefined, ...people]) {
          const of = { actor, room, active: room.state === 'active', target };
          if (can(actor, action, room, target) === sentences[action](of)) continue;
          wrong.push(story(actor, action, room, target));
        }
      }
    }
  }
  expect(wrong).toEqual([]);
});

test('PERM-3 each capability is judged by its own line of the policy and its own grant', () => {
  const participant: Actor = { spaceRole: 'member', roomRole: 'participant' };
  for (const one of capabilities) {
    const policy = { ...allAlike('moderators'), [one]: 'everyone' };
    const room: RoomRules = { state: 'active', access: 'link', door: 'open', policy };
    const closed: RoomRules = { ...room, policy: allAlike('moderators') };
    for (const other of capabilities) {
      expect(can(participant, other, room)).toBe(other === one);
      const granted = { ...participant, grants: { [one]: true } };
      expect(can(granted, other, closed)).toBe(other === one);
      const taken = { ...participant, grants: { [one]: false } };
      expect(can(taken, other, { ...room, policy: allAlike('everyone') })).toBe(other !== one);
    }
  }
});

test('PERM-2 nothing is taken from who leads the room, not even by a grant', () => {
  for (const room of rooms.filter((r) => r.state === 'active')) {
    for (const actor of actors.filter(leads)) {
      expect(moderates(actor)).toBe(true);
      for (const capability of capabilities) expect(can(actor, capability, room)).toBe(true);
    }
  }
});

test('PERM-5 in an archived room nobody sends, changes or joins anything; its people still read it', () => {
  for (const room of rooms.filter((r) => r.state === 'archived')) {
    for (const actor of actors) {
      const allowed = roomActions.filter((action) => can(actor, action, room, actors[0]));
      const reading = [
        ...(belongs(actor) ? ['room.see'] : []),
        ...(belongs(actor) && passes(actor, room) ? ['chat.read', 'files.read'] : []),
      ];
      const owning = sentences['room.delete']({ actor, room, active: false, target: undefined })
        ? ['room.archive', 'room.audit', 'room.delete', 'room.handOver']
        : [];
      const lookingBack = leads(actor) ? ['room.attendance'] : [];
      const copying = leads(actor) && makesRooms(actor) ? ['room.duplicate'] : [];
      expect([...allowed].sort(), story(actor, '*', room)).toEqual(
        [...reading, ...lookingBack, ...copying, ...owning].sort(),
      );
    }
  }
});

test('PERM-6 nobody moderates themselves, their like, or an admin, and never two each other', () => {
  const room: RoomRules = {
    ...{ state: 'active', access: 'open', door: 'open' },
    policy: presetPolicies.meeting,
  };
  const wrong: string[] = [];
  for (const actor of actors) {
    for (const action of [
      'participant.mute',
      'participant.stop',
      'participant.grant',
      'participant.remove',
      'participant.ban',
    ] as const) {
      const does = (target?: Actor) => can(actor, action, room, target);
      if (does() || does(actor) || does({ ...actor, spaceRole: 'admin' })) {
        wrong.push(story(actor, action));
      }
      for (const target of actors) {
        if (does(target) && can(target, action, room, actor)) {
          wrong.push(story(actor, action, room, target));
        }
      }
    }
  }
  expect(wrong).toEqual([]);
});

test('PERM-7 only admins and teachers make rooms; only admins look after the space', () => {
  const may: Record<SpaceRole | 'nobody', readonly string[]> = {
    admin: [
      'space.createRoom',
      'space.administer',
      'space.watch',
      'space.managePeople',
      'space.manageRooms',
      'space.manageStorage',
      'space.configure',
      'space.audit',
    ],
    teacher: ['space.createRoom'],
    member: [],
    nobody: [],
  };
  for (const actor of actors) {
    for (const action of spaceActions) {
      expect(can(actor, action), story(actor, action)).toBe(
        may[actor.spaceRole ?? 'nobody'].includes(action),
      );
    }
  }
});

test('PERM-7 a moderator neither archives nor deletes, whatever the state', () => {
  for (const room of rooms) {
    for (const spaceRole of ['teacher', 'member', null] as const) {
      const moderator: Actor = { spaceRole, roomRole: 'moderator' };
      expect(can(moderator, 'room.archive', room)).toBe(false);
      expect(can(moderator, 'room.delete', room)).toBe(false);
    }
  }
});

test('PERM-8 one may ask for exactly what the policy keeps on request and one doesn’t have', () => {
  const wrong: string[] = [];
  for (const room of rooms) {
    for (const actor of actors) {
      for (const capability of capabilities) {
        const expected =
          room.state === 'active' &&
          actor.roomRole !== null &&
          room.policy[capability] === 'onRequest' &&
          !leads(actor) &&
          !uses(actor, room, 'onRequest', actor.grants?.[capability]);
        if (mayRequest(actor, capability, room) === expected) continue;
        wrong.push(story(actor, capability, room));
      }
    }
  }
  expect(wrong).toEqual([]);
});

test('PERM-1 a room’s act without a room is never allowed', () => {
  const unruled = can as unknown as (actor: Actor, action: RoomAction) => boolean;
  for (const actor of actors) {
    for (const action of roomActions) expect(unruled(actor, action)).toBe(false);
  }
});

test('PERM-3 the presets say what the product promises', () => {
  const guest: Actor = { spaceRole: null, roomRole: 'guest' };
  const inside = (policy: Policy): RoomRules => ({
    ...{ state: 'active', access: 'open', door: 'open' },
    policy,
  });
  const allowed = (policy: Policy) => capabilities.filter((c) => can(guest, c, inside(policy)));
  expect(allowed(presetPolicies.meeting)).toEqual([...capabilities]);
  expect(allowed(presetPolicies.class)).toEqual(['seeOthers', 'seeList']);
  const asked = capabilities.filter((c) => mayRequest(guest, c, inside(presetPolicies.class)));
  expect(asked).toEqual(['speak', 'camera', 'screen']);
});

test('PERM-9 no capability, grant or role below a moderator opens a door that isn’t open', () => {
  const wrong: string[] = [];
  for (const room of rooms.filter((r) => r.state === 'active' && r.door !== 'open')) {
    for (const actor of actors.filter((a) => !leads(a))) {
      for (const admitted of [undefined, 'before'] as const) {
        if (can(admit(actor, admitted), 'call.pass', room)) wrong.push(story(actor, 'pass', room));
      }
      const letIn = can(admit(actor, 'now'), 'call.pass', room);
      if (letIn !== (actor.roomRole !== null)) wrong.push(story(actor, 'let in', room));
    }
  }
  expect(wrong).toEqual([]);
});

test('PERM-10 nobody makes themselves lead, and nobody makes a guest lead', () => {
  for (const room of rooms) {
    for (const action of ['participant.appoint', 'participant.handOver'] as const) {
      for (const actor of actors) {
        const guest: Actor = { spaceRole: null, roomRole: 'guest' };
        expect(can(actor, action, room, guest)).toBe(false);
        if (!owns(actor)) expect(can(actor, action, room, actor)).toBe(false);
      }
    }
  }
});
