/** Who asks: the one answer to it for REST and for the live connection. */
import type { RoomId } from '@converge/protocol/ids';
import type { Db } from '../../platform/db/client.ts';
import type { Identity } from '../../platform/realtime/ports.ts';
import { avatarPath, type Identify } from '../auth/index.ts';
import { isNetworkBanned } from './bans.repo.ts';
import { findGuest, guestKeyIn, presentGuest } from './guests.ts';
import type { MarkNetwork } from './network-mark.ts';

export type User = Extract<Identity, { kind: 'user' }>;
export type Guest = Extract<Identity, { kind: 'guest' }>;

export interface Askers {
  /** The account behind a `cookie` header; null: nobody is signed in. */
  user(cookieHeader: string | undefined): Promise<User | null>;
  /** The guest of this room behind it; `removed` where their key was ended. */
  guest(
    cookieHeader: string | undefined,
    roomId: RoomId,
  ): Promise<{ readonly identity: Guest; readonly removed: boolean } | null>;
  /** The account, else the guest of `roomId`; null: nobody with a right to be here. */
  anyone(cookieHeader: string | undefined, roomId: RoomId | undefined): Promise<Identity | null>;
  /** The same, where a guest from a network that the room has banned is nobody (SPEC MOD-9). */
  comingFrom(
    network: string,
    cookieHeader: string | undefined,
    roomId: RoomId | undefined,
  ): Promise<Identity | null>;
  /** Whether they are a guest whose key is good, but not from this network. */
  isKeptOut(network: string, cookieHeader: string | undefined, roomId: RoomId): Promise<boolean>;
}

export function createAskers(db: Db, identify: Identify, markNetwork: MarkNetwork): Askers {
  async function isBanned(network: string, identity: Identity | null): Promise<boolean> {
    if (identity?.kind !== 'guest') return false;
    return isNetworkBanned(db, identity.roomId, markNetwork(identity.roomId, network));
  }

  const askers: Askers = {
    async user(cookieHeader) {
      const account = await identify(cookieHeader);
      if (!account) return null;
      const { id, name, image, role, sessionId } = account;
      return {
        kind: 'user',
        person: { id, kind: 'user', name, avatar: avatarPath(image) },
        spaceRole: role,
        sessionId,
      };
    },
    async guest(cookieHeader, roomId) {
      const key = guestKeyIn(cookieHeader, roomId);
      const row = key ? await findGuest(db, roomId, key) : null;
      if (!row) return null;
      return {
        identity: { kind: 'guest', person: presentGuest(row), roomId },
        removed: row.removedAt !== null,
      };
    },
    async anyone(cookieHeader, roomId) {
      const user = await askers.user(cookieHeader);
      if (user || !roomId) return user;
      const guest = await askers.guest(cookieHeader, roomId);
      return guest && !guest.removed ? guest.identity : null;
    },
    async comingFrom(network, cookieHeader, roomId) {
      const identity = await askers.anyone(cookieHeader, roomId);
      return (await isBanned(network, identity)) ? null : identity;
    },
    async isKeptOut(network, cookieHeader, roomId) {
      return isBanned(network, await askers.anyone(cookieHeader, roomId));
    },
  };
  return askers;
}
