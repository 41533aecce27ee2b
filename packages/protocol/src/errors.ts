/**
 * Every way in which Converge says no: a code, the HTTP status it travels with,
 * and whether the same request may succeed later without being changed.
 * There is no prose here; the words are the interface's, in its languages.
 */
import * as z from 'zod/mini';

const table = {
  // the request itself
  bad_request: { http: 400, retryable: false },
  too_large: { http: 413, retryable: false },
  unsupported_media_type: { http: 415, retryable: false },
  rate_limited: { http: 429, retryable: true },
  origin_forbidden: { http: 403, retryable: false },
  protocol_unsupported: { http: 426, retryable: false },
  unknown_request: { http: 400, retryable: false },
  not_found: { http: 404, retryable: false },

  // who you are
  not_signed_in: { http: 401, retryable: false },
  wrong_credentials: { http: 401, retryable: false },
  too_many_attempts: { http: 429, retryable: true },
  registration_closed: { http: 403, retryable: false },
  account_disabled: { http: 403, retryable: false },
  email_taken: { http: 409, retryable: false },
  password_weak: { http: 400, retryable: false },
  reset_link_invalid: { http: 410, retryable: false },

  // what you may
  forbidden: { http: 403, retryable: false },
  /** Somebody has to be able to let the others back in. */
  last_admin: { http: 409, retryable: false },

  // rooms and the ways in
  room_not_found: { http: 404, retryable: false },
  room_archived: { http: 410, retryable: false },
  room_deleted: { http: 410, retryable: false },
  room_private: { http: 403, retryable: false },
  room_locked: { http: 403, retryable: false },
  not_admitted: { http: 403, retryable: false },
  code_unknown: { http: 404, retryable: false },
  invite_expired: { http: 410, retryable: false },
  invite_revoked: { http: 410, retryable: false },
  invite_used_up: { http: 410, retryable: false },
  name_required: { http: 400, retryable: false },

  // the conversation
  message_empty: { http: 400, retryable: false },
  message_too_long: { http: 413, retryable: false },

  // the files of a room
  file_not_found: { http: 404, retryable: false },
  file_name_invalid: { http: 400, retryable: false },
  file_too_large: { http: 413, retryable: false },
  room_full: { http: 409, retryable: false },
  too_many_files: { http: 409, retryable: false },
  folders_too_deep: { http: 409, retryable: false },
  file_pending: { http: 409, retryable: true },
  file_infected: { http: 403, retryable: false },
  upload_stopped: { http: 403, retryable: false },
  undo_too_late: { http: 410, retryable: false },
  storage_full: { http: 507, retryable: true },

  // the call
  call_full: { http: 409, retryable: true },
  not_in_call: { http: 409, retryable: false },
  seat_gone: { http: 410, retryable: false },
  removed: { http: 403, retryable: false },
  media_invalid: { http: 400, retryable: false },
  media_unsupported: { http: 400, retryable: false },
  media_not_found: { http: 404, retryable: false },
  media_unavailable: { http: 503, retryable: true },

  // the server
  unavailable: { http: 503, retryable: true },
  timeout: { http: 504, retryable: true },
  internal: { http: 500, retryable: true },
} as const satisfies Record<string, { http: number; retryable: boolean }>;

export type ErrorCode = keyof typeof table;
export const errorCodes = Object.keys(table) as [ErrorCode, ...ErrorCode[]];
export const ErrorCode = z.enum(errorCodes);

/** The HTTP status that `code` travels with. */
export const httpStatus = (code: ErrorCode): number => table[code].http;

/** Whether sending the very same request again may work. */
export const isRetryable = (code: ErrorCode): boolean => table[code].retryable;

/**
 * What a refused request gets, over REST and over the socket alike.
 * `fields` names the inputs at fault (dotted path -> short machine word such as
 * `too_short`), `retryAfterMs` when to come again, `requestId` what to look for
 * in the server's log.
 */
export const Failure = z.object({
  code: ErrorCode,
  fields: z.optional(z.record(z.string(), z.string())),
  retryAfterMs: z.optional(z.int()),
  requestId: z.optional(z.string()),
});
export type Failure = z.infer<typeof Failure>;

/** A failure as something to throw, on either side. */
export class ConvergeError extends Error {
  readonly failure: Failure;

  constructor(code: ErrorCode, details: Omit<Failure, 'code'> = {}, options?: ErrorOptions) {
    super(code, options);
    this.name = 'ConvergeError';
    this.failure = { code, ...details };
  }

  get code(): ErrorCode {
    return this.failure.code;
  }
}
