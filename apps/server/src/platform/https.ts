/** Whether the browser reached us by https, also where a proxy ended the encryption. */
import type { FastifyRequest } from 'fastify';

export type ReachedByHttps = (request: FastifyRequest) => boolean;

export function createReachedByHttps(publicUrl: string | undefined): ReachedByHttps {
  const known = publicUrl?.startsWith('https:') ? new URL(publicUrl) : null;
  return (request) =>
    request.protocol === 'https' ||
    (known !== null && request.host === known.host) ||
    // A proxy that passes on neither the name nor the scheme leaves what the browser says of the
    // page; reading renews a session, too, and comes without an origin.
    (known !== null && request.headers.referer?.startsWith(`${known.origin}/`)) ||
    // The origin check has compared its host with ours; it comes with everything that changes something.
    request.headers.origin?.startsWith('https:') === true;
}
