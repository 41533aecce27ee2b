/**
 * The version of the language spoken over the socket. A client states it in the
 * handshake; the server refuses what it can't serve with `protocol_unsupported`,
 * and the web app answers that by loading itself anew.
 */
export const PROTOCOL_VERSION = 1;

/** Where the REST interface lives; a breaking change gets a new number beside it. */
export const REST_PREFIX = '/api/v1';
