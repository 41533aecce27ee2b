import { limits } from '@converge/protocol/limits';
import { callLeave } from '@converge/protocol/realtime/call';
import {
  lobbyAdmit,
  lobbyChanged,
  lobbyDecided,
  lobbyRefuse,
  lobbySay,
  lobbyTold,
  lobbyWatch,
} from '@converge/protocol/realtime/lobby';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { House, refusal, type Somebody, type TestSession } from '../../test/call-house.ts';

let house: House;
let guest: Somebody;

beforeEach(() => {
  vi.useFakeTimers();
  house = new House();
  house.changeDoor('lobby');
  guest = house.somebody('Gleb', 'guest');
});
afterEach(() => void vi.useRealTimers());

const nothing: readonly string[] = [lobbyDecided.name, lobbyTold.name];

/** The host, who sees the lobby. */
async function host(): Promise<TestSession> {
  const session = house.somebody('Tess', 'owner').connect();
  await session.join();
  await session.ask(lobbyWatch, { roomId: house.roomId });
  return session;
}
const waitingOf = (session: TestSession) =>
  session
    .events(lobbyChanged)
    .at(-1)
    ?.lobby.waiting.map(({ person }) => person.name);

test('LOBBY-1 LOBBY-2 who comes first waits, without seat, media or news; the host lets them in', async () => {
  const g = guest.connect();
  expect(await g.knock()).toEqual({ state: 'waiting', message: null });
  expect(house.call).toBeUndefined();
  expect(house.media.calls).toEqual([]);
  expect([...g.topics]).toEqual([]);

  const t = await host();
  expect(await t.ask(lobbyWatch, { roomId: house.roomId })).toMatchObject({
    waiting: [{ person: { name: 'Gleb' } }],
  });
  await t.ask(lobbySay, { roomId: house.roomId, text: 'Five more minutes' });
  expect(g.events(lobbyTold)).toEqual([{ roomId: house.roomId, message: 'Five more minutes' }]);
  expect(g.heard.filter(({ name }) => !nothing.includes(name))).toEqual([]);

  await t.ask(lobbyAdmit, { roomId: house.roomId, personId: guest.personId });
  expect(g.events(lobbyDecided)).toEqual([{ roomId: house.roomId, decision: 'admitted' }]);
  expect(waitingOf(t)).toEqual([]);
  await g.join();
  expect(house.call?.participants.size).toBe(2);
  house.checkCopies();
});

test('LOBBY-11 one network that fills the lobby keeps nobody else from it, and a full one puts out no class', async () => {
  const t = await host();
  const knock = async (name: string, network: string) => {
    const session = house.somebody(name, 'guest').connect();
    session.network = network;
    await session.knock();
    return session;
  };
  const crowd = [];
  for (let n = 0; n < 500; n++) {
    // A site with many networks is one.
    crowd.push(await knock(`Nobody ${n}`, `2001:db8:1:${n.toString(16)}::/64`));
  }
  const more = await refusal(knock('Nobody 500', '2001:db8:1:fff::/64'));
  expect(more).toBe('call_full');
  await knock('Pupil', '198.51.100.9');
  expect(waitingOf(t)?.slice(-2)).toEqual(['Nobody 498', 'Pupil']);
  const givenWay = crowd.at(-1);
  expect(givenWay?.events(lobbyDecided)).toEqual([{ roomId: house.roomId, decision: 'full' }]);
  // Nobody sent them away: they may ring again, and wait as soon as there is a place.
  expect(givenWay && (await refusal(givenWay.knock()))).toBe('call_full');
  // Where all have about as many, who waits is put out for nobody.
  for (let n = 0; n < 166; n++) await knock(`Pupil ${n}`, '198.51.100.9');
  expect(await refusal(knock('One pupil more', '198.51.100.9'))).toBe('call_full');
  expect(waitingOf(t)).toHaveLength(500);
});

test('LOBBY-3 a lost line keeps the place, leaving gives it up, and time does', async () => {
  const t = await host();
  const g = guest.connect();
  await g.knock();
  const other = house.somebody('Olga', 'participant').connect();
  await other.knock();
  g.close();
  expect(waitingOf(t)).toEqual(['Gleb', 'Olga']);
  const again = guest.connect();
  await again.knock();
  await vi.advanceTimersByTimeAsync(limits.seatMs + 1);
  expect(waitingOf(t)).toEqual(['Gleb', 'Olga']);
  await other.ask(callLeave, { roomId: house.roomId });
  expect(waitingOf(t)).toEqual(['Gleb']);
  again.close();
  await vi.advanceTimersByTimeAsync(limits.seatMs + 1);
  expect(waitingOf(t)).toEqual([]);
});

test('LOBBY-4 who was let in while away, or comes back, doesn’t wait again', async () => {
  const t = await host();
  const g = guest.connect();
  await g.knock();
  g.close();
  await t.ask(lobbyAdmit, { roomId: house.roomId, personId: null });
  const back = guest.connect();
  await back.join();
  await back.ask(callLeave, { roomId: house.roomId });
  expect(await back.knock()).toMatchObject({ state: 'admitted' });
});

test('LOBBY-5 a locked room refuses who is outside and keeps who is inside', async () => {
  const t = await host();
  const inside = house.somebody('Olga', 'participant');
  const o = inside.connect();
  await o.knock();
  await t.ask(lobbyAdmit, { roomId: house.roomId, personId: null });
  const { seat } = await o.join();
  house.changeDoor('locked');
  expect(await refusal(guest.connect().knock())).toBe('room_locked');
  o.close();
  const back = inside.connect();
  expect(await back.join(seat)).toMatchObject({ resumed: true });
  await back.ask(callLeave, { roomId: house.roomId });
  expect(await back.knock()).toMatchObject({ state: 'admitted' });
});

test('LOBBY-6 who is sent away is told so, and doesn’t ring again for a minute', async () => {
  const t = await host();
  const g = guest.connect();
  await g.knock();
  await t.ask(lobbyRefuse, { roomId: house.roomId, personId: guest.personId });
  expect(g.events(lobbyDecided)).toEqual([{ roomId: house.roomId, decision: 'refused' }]);
  const rung = t.events(lobbyChanged).length;
  expect(await refusal(g.knock())).toBe('not_admitted');
  expect(await refusal(guest.connect().knock())).toBe('not_admitted');
  expect(t.events(lobbyChanged)).toHaveLength(rung);
  await vi.advanceTimersByTimeAsync(60_001);
  expect(await g.knock()).toMatchObject({ state: 'waiting' });
});

test.each([
  ['open', 'admitted'],
  ['locked', 'refused'],
] as const)('LOBBY-7 a door that becomes %s tells who waits: %s', async (door, decision) => {
  const g = guest.connect();
  await g.knock();
  house.changeDoor(door);
  expect(g.events(lobbyDecided)).toEqual([{ roomId: house.roomId, decision }]);
});

test('LOBBY-10 what is said while nobody waits is read by who comes, until it is taken back or the door opens', async () => {
  const t = await host();
  const say = (text: string) => t.ask(lobbySay, { roomId: house.roomId, text });
  const messages = () => t.events(lobbyChanged).map(({ lobby }) => lobby.message);
  await say('Five more minutes');
  const g = guest.connect();
  expect(await g.knock()).toEqual({ state: 'waiting', message: 'Five more minutes' });
  await g.ask(callLeave, { roomId: house.roomId });
  await say('');
  expect(await g.knock()).toEqual({ state: 'waiting', message: null });

  await g.ask(callLeave, { roomId: house.roomId });
  await say('Come at ten');
  house.changeDoor('open');
  expect(messages().at(-1)).toBeNull();
  house.changeDoor('lobby');
  expect(await g.knock()).toEqual({ state: 'waiting', message: null });
});

test('LOBBY-2 PERM-9 a lobby that is put up while somebody’s transports are made holds them too', async () => {
  await host();
  house.changeDoor('open');
  const held = Promise.withResolvers<void>();
  house.media.gate = held.promise;
  const g = guest.connect();
  const coming = refusal(g.knock());
  await vi.advanceTimersByTimeAsync(0);
  house.changeDoor('lobby');
  held.resolve();
  expect(await coming).toBe('unavailable');
  expect(await g.knock()).toMatchObject({ state: 'waiting' });
});

test('PERM-1 nobody but who leads sees or decides about the lobby', async () => {
  const g = guest.connect();
  await g.knock();
  const { roomId } = house;
  for (const attempt of [
    g.ask(lobbyWatch, { roomId }),
    g.ask(lobbyAdmit, { roomId, personId: null }),
    g.ask(lobbyRefuse, { roomId, personId: null }),
    g.ask(lobbySay, { roomId, text: 'Come in' }),
  ]) {
    expect(await refusal(attempt)).toBe('forbidden');
  }
  expect(await g.knock()).toMatchObject({ state: 'waiting' });
});
