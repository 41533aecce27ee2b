/**
 * How a network that was banned is recognised though no address is kept (SPEC MON-8):
 * by a digest that nobody computes without the server's secret, and that is another
 * one in each room, so that nobody is followed from room to room by it.
 */
import { createHmac } from 'node:crypto';
import type { RoomId } from '@converge/protocol/ids';

declare const marked: unique symbol;

/** What is stored in the place of a network. */
export type NetworkMark = string & { readonly [marked]: true };

/** Marks a network (`networkOf` an address) for one room. */
export type MarkNetwork = (roomId: RoomId, network: string) => NetworkMark;

export const createMarkNetwork =
  (secret: string): MarkNetwork =>
  (roomId, network) =>
    createHmac('sha256', secret).update(`${roomId} ${network}`).digest('base64url') as NetworkMark;
