/**
 * Devices on which an account has signed in before (OWASP: device cookies). Strangers
 * use up an account's tries from anywhere; who it belongs to has tries of their own there.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { REST_PREFIX } from '@converge/protocol/version';

export interface Devices {
  /** The name of this device, where the account of this address has signed in on it; else null. */
  knows(cookieHeader: string | undefined, email: string): string | null;
  /** The `set-cookie` by which it is known from now on, beside the accounts it knew. */
  remember(cookieHeader: string | undefined, email: string): string;
}

const cookieName = 'converge_device';
const lifeSeconds = 365 * 86_400;
/** A school's computer is shared; the one who signed in longest ago is forgotten. */
const mostAccounts = 8;
/** 128 bits and more, of a name as of a proof. */
const length = 22;
const sign = /^[\w-]{22}$/;
const written = new RegExp(`(?:^|;\\s*)${cookieName}=([\\w.-]+)`);

export function createDevices(secret: string): Devices {
  // The cookie names no account: a proof is found by who types the address again.
  const proofOf = (name: string, email: string) =>
    createHmac('sha256', secret)
      .update(`device ${name} ${email}`)
      .digest('base64url')
      .slice(0, length);

  return {
    knows(cookieHeader, email) {
      const device = read(cookieHeader);
      if (!device) return null;
      const proof = Buffer.from(proofOf(device.name, email));
      return device.proofs.some((one) => timingSafeEqual(Buffer.from(one), proof))
        ? device.name
        : null;
    },
    remember(cookieHeader, email) {
      const { name, proofs } = read(cookieHeader) ?? { name: makeName(), proofs: [] };
      const proof = proofOf(name, email);
      const kept = [proof, ...proofs.filter((one) => one !== proof)].slice(0, mostAccounts);
      const value = [name, ...kept].join('.');
      // Sent where one signs in, and nowhere else.
      return `${cookieName}=${value}; Max-Age=${lifeSeconds}; Path=${REST_PREFIX}/auth; HttpOnly; SameSite=Lax`;
    },
  };
}

const makeName = () => randomBytes(17).toString('base64url').slice(0, length);

function read(cookieHeader: string | undefined): { name: string; proofs: string[] } | null {
  const [name, ...proofs] = written.exec(cookieHeader ?? '')?.[1]?.split('.') ?? [];
  if (name === undefined || proofs.length > mostAccounts) return null;
  return [name, ...proofs].every((one) => sign.test(one)) ? { name, proofs } : null;
}
