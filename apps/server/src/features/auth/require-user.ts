import { ConvergeError } from '@converge/protocol/errors';
import { can, type SpaceAction } from '@converge/protocol/permissions';
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

/** The same, where they may do `action`. @throws ConvergeError not_signed_in, forbidden */
export async function requireSpace(
  identify: Identify,
  request: FastifyRequest,
  action: SpaceAction,
): Promise<UserIdentity> {
  const identity = await requireUser(identify, request);
  if (!can({ spaceRole: identity.role, roomRole: null }, action)) {
    throw new ConvergeError('forbidden');
  }
  return identity;
}
