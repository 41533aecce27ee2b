/** A room full of people, on machines of a few each, and everybody inside. */
import type { TestServer } from '@converge/e2e/harness/server';
import { createAccount, createGuest, createRoom } from '@converge/e2e/harness/visitor';
import { createMachine, type Machine } from './machines.ts';
import type { Key } from './plan.ts';

export interface Crowd {
  /** On the first sits the room's owner, at first. */
  readonly machines: readonly Machine[];
  /** The way in of somebody new. */
  newKey(): Promise<Key>;
}

/** Whoever asks stops the machines. */
export async function gather(
  server: TestServer,
  people: number,
  perMachine: number,
): Promise<Crowd> {
  const owner = await createAccount(server.url, 'Owner');
  const room = await createRoom(owner);
  const { media: capabilities } = await owner.rest.join.card(room.code);
  let count = 0;
  const newKey = async (): Promise<Key> => {
    const guest = await createGuest(server.url, room.code, `Guest ${++count}`);
    return { cookie: guest.cookieHeader, guest: true };
  };
  const keys: Key[] = [{ cookie: owner.cookieHeader, guest: false }];
  while (keys.length < people) keys.push(await newKey());
  const machines: Machine[] = [];
  while (keys.length > 0) {
    const plan = { url: server.url, roomId: room.id, capabilities };
    machines.push(createMachine(plan, keys.splice(0, perMachine)));
  }
  try {
    // By twos: twenty handshakes at once on a small machine are another test.
    for (let i = 0; i < machines.length; i += 2) {
      await Promise.all(machines.slice(i, i + 2).map((machine) => machine.start()));
    }
    return { machines, newKey };
  } catch (error) {
    await Promise.all(machines.map((machine) => machine.stop()));
    throw error;
  }
}
