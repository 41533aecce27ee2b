/**
 * A ban of a network holds for everything of a room that is asked over REST, files
 * included: a guest may have a key from elsewhere, and come from there with it (SPEC MOD-9).
 */
import { ConvergeError } from '@converge/protocol/errors';
import { RoomId } from '@converge/protocol/ids';
import * as z from 'zod/mini';
import { networkOf } from '../../platform/network.ts';
import type { App } from '../../platform/web.ts';
import type { Askers } from './asker.ts';
import { guestKeyIn } from './guests.ts';

const OfRoom = z.object({ roomId: RoomId });

/** Stands before every route with a `:roomId`, and before the body is read. */
export function guardNetworks(app: App, askers: Askers): void {
  app.addHook('onRequest', async ({ params, headers: { cookie }, ip }) => {
    const { roomId } = z.safeParse(OfRoom, params).data ?? {};
    if (!roomId || !guestKeyIn(cookie, roomId)) return;
    // A key that is dead is no key: what strangers are shown, its owner is shown as well.
    if (!(await askers.isKeptOut(networkOf(ip), cookie, roomId))) return;
    throw new ConvergeError('not_signed_in');
  });
}
