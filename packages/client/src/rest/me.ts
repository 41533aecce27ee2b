/** The signed-in person's own things: name, picture, password, sessions. */
import { ChangePasswordBody } from '@converge/protocol/rest/auth';
import { MeAnswer, SessionsAnswer, UpdateMeBody } from '@converge/protocol/rest/me';
import type * as z from 'zod/mini';
import { type CallOptions, path, type Rest } from './rest.ts';

export const meApi = (rest: Rest) => ({
  /** not_signed_in where nobody is. */
  get: ({ signal }: CallOptions = {}) =>
    rest.ask({ method: 'GET', path: '/me', answer: MeAnswer, signal }),
  update: (body: z.input<typeof UpdateMeBody>, { signal }: CallOptions = {}) =>
    rest.ask({
      method: 'PATCH',
      path: '/me',
      json: { schema: UpdateMeBody, body },
      answer: MeAnswer,
      signal,
    }),
  /** PNG, JPEG or WebP up to `limits.avatarBytes`. unsupported_media_type, too_large. */
  setAvatar: (picture: Blob, { signal }: CallOptions = {}) =>
    rest.ask({ method: 'PUT', path: '/me/avatar', bytes: picture, answer: MeAnswer, signal }),
  removeAvatar: ({ signal }: CallOptions = {}) =>
    rest.ask({ method: 'DELETE', path: '/me/avatar', answer: MeAnswer, signal }),
  /** Ends all other sessions. wrong_credentials, password_weak. */
  changePassword: (body: z.input<typeof ChangePasswordBody>, { signal }: CallOptions = {}) =>
    rest.tell({
      method: 'POST',
      path: '/me/password',
      json: { schema: ChangePasswordBody, body },
      signal,
    }),
  sessions: ({ signal }: CallOptions = {}) =>
    rest.ask({ method: 'GET', path: '/me/sessions', answer: SessionsAnswer, signal }),
  endSession: (id: string, { signal }: CallOptions = {}) =>
    rest.tell({ method: 'DELETE', path: path`/me/sessions/${id}`, signal }),
  /** Ends all sessions but this one. */
  endOtherSessions: ({ signal }: CallOptions = {}) =>
    rest.tell({ method: 'DELETE', path: '/me/sessions', signal }),
});
