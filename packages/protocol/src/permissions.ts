/**
 * Who may do what. One pure function, `can`, decides for server and client
 * alike; everything else in this file is the table it reads.
 *
 * Order of judgement (SPEC PERM): the state of the room, then the room's
 * moderators, then a grant of the person, then the room's policy.
 */
import * as z from 'zod/mini';

export const SpaceRole = z.enum(['admin', 'teacher', 'member']);
export type SpaceRole = z.infer<typeof SpaceRole>;

export const RoomRole = z.enum(['owner', 'moderator', 'participant', 'guest']);
export type RoomRole = z.infer<typeof RoomRole>;

/**
 * What a room's policy speaks about. `seeOthers` is about pictures; who may not
 * `seeList` knows of who leads, who is heard or seen, and of themselves.
 */
export const capabilities = [
  'speak',
  'camera',
  'screen',
  'chat',
  'upload',
  'draw',
  'seeOthers',
  'seeList',
] as const;
export const Capability = z.enum(capabilities);
export type Capability = z.infer<typeof Capability>;

export const Allowance = z.enum(['everyone', 'onRequest', 'moderators']);
export type Allowance = z.infer<typeof Allowance>;

export const Policy = z.object({
  speak: Allowance,
  camera: Allowance,
  screen: Allowance,
  chat: Allowance,
  upload: Allowance,
  draw: Allowance,
  seeOthers: Allowance,
  seeList: Allowance,
});
export type Policy = z.infer<typeof Policy>;

/** Gives (`true`) or takes (`false`) single capabilities to or from one person. */
export const Grants = z.partialRecord(Capability, z.boolean());
export type Grants = z.infer<typeof Grants>;

export const Preset = z.enum(['meeting', 'class']);
export type Preset = z.infer<typeof Preset>;

/** A preset is nothing but a set of policy values to begin with. */
export const presetPolicies: Readonly<Record<Preset, Policy>> = {
  meeting: {
    speak: 'everyone',
    camera: 'everyone',
    screen: 'everyone',
    chat: 'everyone',
    upload: 'everyone',
    draw: 'everyone',
    seeOthers: 'everyone',
    seeList: 'everyone',
  },
  class: {
    speak: 'onRequest',
    camera: 'onRequest',
    screen: 'onRequest',
    chat: 'moderators',
    upload: 'moderators',
    draw: 'moderators',
    seeOthers: 'everyone',
    seeList: 'everyone',
  },
};

/** open: on the main page, for everybody. link: for whoever has the code. private: members and invites. */
export const RoomAccess = z.enum(['open', 'link', 'private']);
export type RoomAccess = z.infer<typeof RoomAccess>;

/**
 * What happens to whoever comes to the call. open: they are in. lobby: they wait
 * until somebody who leads lets them in. locked: nobody new comes in.
 */
export const RoomDoor = z.enum(['open', 'lobby', 'locked']);
export type RoomDoor = z.infer<typeof RoomDoor>;

export const RoomState = z.enum(['active', 'archived']);
export type RoomState = z.infer<typeof RoomState>;

/** The one who asks, as far as a decision needs it. */
export interface Actor {
  /** null: no account (a guest, or somebody who only looks at the main page). */
  readonly spaceRole: SpaceRole | null;
  /** null: not (yet) in this room. */
  readonly roomRole: RoomRole | null;
  readonly grants?: Grants;
  /** Let in through a door that isn't open: for the call that runs now, or only for an earlier one. */
  readonly admitted?: 'now' | 'before';
}

/** The room as far as a decision needs it. */
export interface RoomRules {
  readonly state: RoomState;
  readonly access: RoomAccess;
  readonly door: RoomDoor;
  readonly policy: Policy;
}

/**
 * Acts that need no room. administer: to enter the admin's area at all; the
 * others are what is done in its parts.
 */
export type SpaceAction =
  | 'space.createRoom'
  | 'space.administer'
  | 'space.watch'
  | 'space.managePeople'
  | 'space.manageRooms'
  | 'space.manageStorage'
  | 'space.configure'
  | 'space.audit';

/** Acts upon a room or in it. */
export type RoomAction =
  | 'room.see'
  | 'room.enter'
  | 'room.configure'
  | 'room.invite'
  | 'room.duplicate'
  | 'room.archive'
  | 'room.delete'
  | 'room.handOver'
  | 'room.audit'
  | 'room.bans'
  | 'room.people'
  | 'room.attendance'
  | 'call.join'
  | 'call.pass'
  | 'call.end'
  | 'call.statistics'
  | 'call.muteAll'
  | 'lobby.decide'
  | 'wall.lead'
  | 'wall.see'
  | 'wall.show'
  | 'share.point'
  | 'hand.raise'
  | 'hand.lowerOthers'
  | 'participant.mute'
  | 'participant.stop'
  | 'participant.grant'
  | 'participant.remove'
  | 'participant.ban'
  | 'participant.appoint'
  | 'participant.handOver'
  | 'chat.read'
  | 'chat.ask'
  | 'chat.publish'
  | 'files.read'
  | 'files.manage'
  | 'files.handOut'
  | 'files.handIn'
  | Capability;

export const spaceActions: readonly SpaceAction[] = [
  'space.createRoom',
  'space.administer',
  'space.watch',
  'space.managePeople',
  'space.manageRooms',
  'space.manageStorage',
  'space.configure',
  'space.audit',
];
export const roomActions: readonly RoomAction[] = [
  'room.see',
  'room.enter',
  'room.configure',
  'room.invite',
  'room.duplicate',
  'room.archive',
  'room.delete',
  'room.handOver',
  'room.audit',
  'room.bans',
  'room.people',
  'room.attendance',
  'call.join',
  'call.pass',
  'call.end',
  'call.statistics',
  'call.muteAll',
  'lobby.decide',
  'wall.lead',
  'wall.see',
  'wall.show',
  'share.point',
  'hand.raise',
  'hand.lowerOthers',
  'participant.mute',
  'participant.stop',
  'participant.grant',
  'participant.remove',
  'participant.ban',
  'participant.appoint',
  'participant.handOver',
  'chat.read',
  'chat.ask',
  'chat.publish',
  'files.read',
  'files.manage',
  'files.handOut',
  'files.handIn',
  ...capabilities,
];

const rank: Readonly<Record<RoomRole, number>> = {
  guest: 0,
  participant: 1,
  moderator: 2,
  owner: 3,
};

/** Whether this actor leads the room: its owner, its moderators, and the space's admins. */
export function moderates(actor: Actor): boolean {
  return (
    actor.spaceRole === 'admin' || actor.roomRole === 'owner' || actor.roomRole === 'moderator'
  );
}

const owns = (actor: Actor) => actor.spaceRole === 'admin' || actor.roomRole === 'owner';
const isSpaceAction = (action: string): action is SpaceAction =>
  (spaceActions as readonly string[]).includes(action);
const isCapability = (action: string): action is Capability =>
  (capabilities as readonly string[]).includes(action);

/**
 * Decides whether `actor` may do `action`, in `room` where the action is a
 * room's, to `target` where it is done to somebody. Pure; never throws.
 */
export function can(actor: Actor, action: SpaceAction): boolean;
export function can(actor: Actor, action: RoomAction, room: RoomRules, target?: Actor): boolean;
export function can(
  actor: Actor,
  action: SpaceAction | RoomAction,
  room?: RoomRules,
  target?: Actor,
): boolean {
  if (isSpaceAction(action)) return mayInSpace(actor, action);
  if (!room) return false;
  if (isCapability(action)) return may(actor, action, room);

  const inside = actor.roomRole !== null || actor.spaceRole === 'admin';
  const active = room.state === 'active';
  switch (action) {
    case 'room.see':
      return inside || (active && room.access === 'open');
    case 'room.enter':
      return active && (inside || room.access !== 'private');
    case 'chat.read':
    case 'files.read':
      return inside && reads(actor, room);
    case 'chat.ask':
      return active && inside && asks(actor, room);
    case 'call.join':
    case 'hand.raise':
      return active && inside;
    case 'files.handIn':
      // Who leads receives; there would be nobody to hand in to.
      return active && inside && reads(actor, room) && !moderates(actor);
    case 'call.pass':
      return active && inside && passes(actor, room);
    case 'wall.show':
      return active && inside && reads(actor, room) && !moderates(actor);
    case 'room.configure':
    case 'room.invite':
    case 'files.manage':
    case 'files.handOut':
      return active && moderates(actor);
    case 'room.archive':
    case 'room.delete':
    case 'room.handOver':
    case 'room.audit':
      return owns(actor);
    // Of an archived one, too: last year's class is the pattern of the next one's.
    case 'room.duplicate':
      return moderates(actor) && can(actor, 'space.createRoom');
    // Of an archived one, too: what was is asked for when a year is over.
    case 'room.attendance':
      return moderates(actor);
    case 'room.bans':
    case 'room.people':
    case 'call.end':
    case 'call.statistics':
    case 'call.muteAll':
    case 'lobby.decide':
    case 'chat.publish':
    case 'wall.lead':
    case 'share.point':
    case 'hand.lowerOthers':
      return active && moderates(actor);
    case 'participant.mute':
    case 'participant.stop':
    case 'participant.grant':
    case 'participant.remove':
    case 'participant.ban':
    case 'wall.see':
      return active && moderates(actor) && outranks(actor, target);
    case 'participant.appoint':
      return active && owns(actor) && mayLead(target);
    case 'participant.handOver':
      return active && owns(actor) && mayLead(target) && can(target, 'space.createRoom');
    default:
      return action satisfies never;
  }
}

function mayInSpace(actor: Actor, action: SpaceAction): boolean {
  switch (action) {
    case 'space.createRoom':
      return actor.spaceRole === 'admin' || actor.spaceRole === 'teacher';
    case 'space.administer':
    case 'space.watch':
    case 'space.managePeople':
    case 'space.manageRooms':
    case 'space.manageStorage':
    case 'space.configure':
    case 'space.audit':
      return actor.spaceRole === 'admin';
    default:
      return action satisfies never;
  }
}

/** Whether the policy lets this actor at least ask for `capability` (by raising a hand). */
export function mayRequest(actor: Actor, capability: Capability, room: RoomRules): boolean {
  return (
    room.state === 'active' &&
    actor.roomRole !== null &&
    room.policy[capability] === 'onRequest' &&
    !can(actor, capability, room)
  );
}

function may(actor: Actor, capability: Capability, room: RoomRules): boolean {
  if (room.state !== 'active') return false;
  if (moderates(actor)) return true;
  if (actor.roomRole === null || !reads(actor, room)) return false;
  return actor.grants?.[capability] ?? room.policy[capability] === 'everyone';
}

/** Whether the door doesn't stand in the way: whoever leads has the key to it. */
const passes = (actor: Actor, room: RoomRules): boolean =>
  room.door === 'open' || moderates(actor) || actor.admitted === 'now';

/** Whether what the room holds is open to them: before the door it isn't, unless they were let in once. */
const reads = (actor: Actor, room: RoomRules): boolean =>
  passes(actor, room) || actor.admitted === 'before';

/**
 * Whether they write questions: chat on request means that what they write is held
 * until it is published. To whom chat was taken it isn't given by this way.
 */
const asks = (actor: Actor, room: RoomRules): boolean =>
  room.policy.chat === 'onRequest' &&
  actor.roomRole !== null &&
  reads(actor, room) &&
  !moderates(actor) &&
  actor.grants?.chat === undefined;

/** A guest has a key and no account, so there is nobody who could lead tomorrow as well. */
const mayLead = (target: Actor | undefined): target is Actor =>
  target?.roomRole === 'participant' || target?.roomRole === 'moderator';

/** Nobody is moderated by somebody of the same or a lower rank; the space's admins stand above all. */
function outranks(actor: Actor, target: Actor | undefined): boolean {
  if (!target || target.spaceRole === 'admin') return false;
  if (actor.spaceRole === 'admin') return true;
  return rank[actor.roomRole ?? 'guest'] > rank[target.roomRole ?? 'guest'];
}
