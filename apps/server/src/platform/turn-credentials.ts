/**
 * Credentials by the convention that TURN servers share with those who hand them
 * out ("A REST API for Access To TURN Services", draft-uberti-behave-turn-rest-00):
 * the name says until when and for whom, and the password proves that the name
 * comes from somebody who knows the secret. The relay asks nobody.
 */
import { createHmac } from 'node:crypto';

export interface TurnCredentials {
  readonly username: string;
  readonly credential: string;
}

/** `until` in milliseconds since 1970, taken down to the second; `person` has no colon. */
export function turnCredentials(secret: string, person: string, until: number): TurnCredentials {
  const username = `${Math.floor(until / 1000)}:${person}`;
  // SHA-1 is what the convention says; as HMAC it is still sound.
  const credential = createHmac('sha1', secret).update(username).digest('base64');
  return { username, credential };
}
