/** Whether the browser reached us by https, also where a proxy ended the encryption. */
import type { FastifyRequest } from 'fastify';

export type ReachedByHttps = (request: FastifyRequest) => boolean;

export function createReachedByHttps(publicUrl: string | undefined): ReachedByHttps {
  const known = publicUrl?.startsWith('https:') ? new URL(publicUrl).host : null;
  return (request) =>
    request.protocol === 'https' ||
    (known !== null && request.host === known) ||
    // The origin check has compared its host with ours; it comes with everything that sets a cookie.
    request.headers.origin?.startsWith('https:') === true;
}
