import { ConvergeError } from '@converge/protocol/errors';
import type { FastifyRequest } from 'fastify';
import type { Identify, UserIdentity } from './identity.ts';

/** The signed-in person who sent `request`. @throws ConvergeError not_signed_in */
export async function requireUser(
  identify: Identify,
  request: FastifyRequest,
): Promise<UserIdentity> {
  const identity = await identify(request.headers.cookie);
  if (!identity) throw new ConvergeError('not_signed_in');
  return identity;
}
