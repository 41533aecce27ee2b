/** Sets the cookies that better-auth made, `Secure` where the space is reached by https (SPEC AUTH-2). */
import type { FastifyReply } from 'fastify';

export function setCookies(reply: FastifyReply, cookies: Headers, secure: boolean): void {
  for (const line of cookies.getSetCookie()) {
    reply.header('set-cookie', secure ? `${line}; Secure` : line);
  }
}
