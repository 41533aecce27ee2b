/**
 * The lobby before a call: who waits, and who decides. It belongs to the room and
 * not to a call, so it holds before anybody who leads has come.
 */
import * as z from 'zod/mini';
import { PersonId, RoomId, Timestamp } from '../ids.ts';
import { limits } from '../limits.ts';
import { Person } from '../people.ts';
import { cleanText } from '../text.ts';
import { defineEvent, defineRequest, Nothing } from './define.ts';

/** What is said at the door; cleaned as it is kept, since it goes to the audit log, too. */
const Text = z.pipe(
  z.string().check(z.maxLength(limits.lobbyMessage.max)),
  z.transform((text: string) => cleanText(text).trim()),
);

/** What those who decide see of it. */
export const Lobby = z.object({
  /** In the order in which they came. */
  waiting: z.array(z.object({ person: Person, since: Timestamp })),
  message: z.nullable(z.string()),
});
export type Lobby = z.infer<typeof Lobby>;

/**
 * Shows the lobby and every change of it until the connection ends. Refusals:
 * forbidden, to whoever doesn't lead the room.
 */
export const lobbyWatch = defineRequest('lobby.watch', z.object({ roomId: RoomId }), Lobby);

/** Lets one in, or all (`personId: null`). Who doesn't wait any more is no fault. */
export const lobbyAdmit = defineRequest(
  'lobby.admit',
  z.object({ roomId: RoomId, personId: z.nullable(PersonId) }),
  Nothing,
);

/** Sends one away, or all. */
export const lobbyRefuse = defineRequest(
  'lobby.refuse',
  z.object({ roomId: RoomId, personId: z.nullable(PersonId) }),
  Nothing,
);

/** Says something to those who wait and will wait; empty takes it back. */
export const lobbySay = defineRequest(
  'lobby.say',
  z.object({ roomId: RoomId, text: Text }),
  Nothing,
);

/** To those who decide. */
export const lobbyChanged = defineEvent(
  'lobby.changed',
  z.object({ roomId: RoomId, lobby: Lobby }),
);

/** To those who wait. */
export const lobbyTold = defineEvent(
  'lobby.told',
  z.object({ roomId: RoomId, message: z.nullable(z.string()) }),
);

/**
 * To one who waits: ask `call.join` again, or go. `full`: nobody decided about them, but their
 * place in a full lobby is somebody else's now (SPEC LOBBY-11); it ends as `call_full` does.
 */
export const lobbyDecided = defineEvent(
  'lobby.decided',
  z.object({ roomId: RoomId, decision: z.enum(['admitted', 'refused', 'full']) }),
);
