/** The way into a room by its code or an invite's. */
import {
  JoinAnswer,
  JoinBody,
  JoinCard,
  PathAnswer,
  PathBody,
  PathHandshake,
} from '@converge/protocol/rest/join';
import type * as z from 'zod/mini';
import { type CallOptions, path, type Rest } from './rest.ts';

export const joinApi = (rest: Rest) => ({
  /** What stands behind a link, or (as the error's code) why it is closed. Changes nothing. */
  card: (code: string, { signal }: CallOptions = {}) =>
    rest.ask({ method: 'GET', path: path`/join/${code}`, answer: JoinCard, signal }),
  /**
   * Gives a guest the key to the room, makes a member of who comes by an invite.
   * Harmless to repeat, with the same `attempt` where no answer came. The socket can be opened after it.
   */
  enter: (code: string, body: z.input<typeof JoinBody> = {}, { signal }: CallOptions = {}) =>
    rest.ask({
      method: 'POST',
      path: path`/join/${code}`,
      json: { schema: JoinBody, body },
      answer: JoinAnswer,
      signal,
    }),
  /** Asks for a media path that stands before one comes in; null: no call goes on. */
  path: async (
    code: string,
    body: z.input<typeof PathBody>,
    { signal }: CallOptions = {},
  ): Promise<PathAnswer['path']> => {
    const answer = await rest.ask({
      method: 'POST',
      path: path`/join/${code}/path`,
      json: { schema: PathBody, body },
      answer: PathAnswer,
      signal,
    });
    return answer.path;
  },
  connectPath: (
    code: string,
    body: z.input<typeof PathHandshake>,
    { signal }: CallOptions = {},
  ): Promise<void> =>
    rest.tell({
      method: 'POST',
      path: path`/join/${code}/path/dtls`,
      json: { schema: PathHandshake, body },
      signal,
    }),
});
