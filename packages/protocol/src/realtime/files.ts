/** What those who have a room open hear of its files. */
import * as z from 'zod/mini';
import { FileId, PersonId, RoomId } from '../ids.ts';
import { defineEvent } from './define.ts';

/**
 * Something in the list that this person sees is different now; `GET
 * /rooms/:roomId/files` says what. Not the change itself: each sees another list.
 */
export const filesChanged = defineEvent('files.changed', z.object({ roomId: RoomId }));

/** A file is given to everybody inside; it belongs on their screens. */
export const filesHandedOut = defineEvent(
  'files.handedOut',
  z.object({
    roomId: RoomId,
    file: z.object({ id: FileId, name: z.string(), size: z.int() }),
    by: z.object({ id: PersonId, name: z.string() }),
  }),
);
