/** What a request is about, for the log: the room of its path and the call that goes on in it. */
import { RoomId } from '@converge/protocol/ids';
import type { FastifyRequest } from 'fastify';
import * as z from 'zod/mini';

/** Ids only. */
export type About = (request: FastifyRequest) => Readonly<Record<string, string>>;

const OfRoom = z.object({ roomId: RoomId });

export const aboutRoom =
  (concerns: (roomId: RoomId) => Readonly<Record<string, string>>): About =>
  ({ params }) => {
    const room = z.safeParse(OfRoom, params);
    return room.success ? concerns(room.data.roomId) : {};
  };
