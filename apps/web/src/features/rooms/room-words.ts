import type { JoinCode, RoomId } from '@converge/protocol/ids';

/** What a room is called: its name, or its code where nobody named it. */
export const roomName = (room: { name: string; code: JoinCode }): string => room.name || room.code;

/** The page of the room: its conversation and what it holds. */
export const roomPath = (id: RoomId): string => `/rooms/${id}`;

/** The way into its call. */
export const joinPath = (code: JoinCode): string => `/join/${code}`;
