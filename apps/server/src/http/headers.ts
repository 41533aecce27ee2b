/** What browsers are told about every answer (SPEC SEC-2). */
import type { FastifyRequest } from 'fastify';
import type { ReachedByHttps } from '../platform/https.ts';
import type { App } from '../platform/web.ts';

const fixed = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(self), microphone=(self), display-capture=(self), speaker-selection=(self), fullscreen=(self), picture-in-picture=(self), geolocation=(), payment=(), usb=()',
};

/** A page may load its own files, its own sockets, and what it made itself; nothing else. */
function contentSecurityPolicy(request: FastifyRequest): string {
  // 'self' doesn't cover sockets in every browser; a host with other signs isn't repeated.
  const host = /^[\w.:[\]-]+$/.test(request.host)
    ? ` ws://${request.host} wss://${request.host}`
    : '';
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self'${host}`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "worker-src 'self' blob:",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export function setSecurityHeaders(app: App, reachedByHttps: ReachedByHttps): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(fixed).header('content-security-policy', contentSecurityPolicy(request));
    if (reachedByHttps(request)) reply.header('strict-transport-security', 'max-age=15552000');
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
  });
}
