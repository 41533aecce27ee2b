/** People, rooms and connections, as tests need them: made over the real interfaces. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { ClientMessageId, RoomId } from '@converge/protocol/ids';
import type { Person } from '@converge/protocol/people';
import { type Admission, callJoin } from '@converge/protocol/realtime/call';
import { chatSend, type Message } from '@converge/protocol/realtime/chat';
import type { OutputOf } from '@converge/protocol/realtime/define';
import type { Invite } from '@converge/protocol/rest/invites';
import type { JoinAnswer } from '@converge/protocol/rest/join';
import type { Room } from '@converge/protocol/rest/rooms';
import { REST_PREFIX } from '@converge/protocol/version';
import { routerCapabilities } from '../src/media/codecs.ts';
import type { Browser } from './browser.ts';
import { connectLive, type Live } from './live.ts';
import { signUp } from './people.ts';

/** A server that can be reached; the composed one of a test, or a process of its own. */
export interface Reachable {
  readonly baseUrl: string;
  browser(): Browser;
}

export interface Somebody {
  readonly browser: Browser;
  readonly id: string;
  readonly name: string;
}

/** Sends a REST request and expects it to succeed. */
export async function call<T>(
  browser: Browser,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const answer = await browser.send<T>(method, `${REST_PREFIX}${path}`, body);
  if (answer.status >= 300) {
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
  return answer.body;
}

/** What a REST request that should be refused is refused with. */
export async function refusal(
  browser: Browser,
  method: string,
  path: string,
  body?: unknown,
): Promise<string> {
  const answer = await browser.send<{ error?: { code: string } }>(
    method,
    `${REST_PREFIX}${path}`,
    body,
  );
  return answer.body.error?.code ?? `not refused: ${answer.status}`;
}

/** A new account, signed in. The first one of a server is its admin. */
export async function register(server: Reachable, name: string): Promise<Somebody> {
  const { browser, me } = await signUp(server, { name });
  return { browser, id: me.id, name };
}

export async function makeRoom(owner: Somebody, body: object = {}): Promise<Room> {
  return (await call<{ room: Room }>(owner.browser, 'POST', '/rooms', body)).room;
}

export async function makeInvite(owner: Somebody, room: Room, body: object = {}): Promise<Invite> {
  const path = `/rooms/${room.id}/invites`;
  return (await call<{ invite: Invite }>(owner.browser, 'POST', path, body)).invite;
}

export const join = (browser: Browser, code: string, name?: string): Promise<JoinAnswer> =>
  call(browser, 'POST', `/join/${code}`, name === undefined ? {} : { name });

/** Somebody without an account who came in by this code. */
export async function joinAsGuest(
  server: Reachable,
  code: string,
  name: string,
): Promise<Somebody & { readonly person: Person }> {
  const browser = server.browser();
  const { me } = await join(browser, code, name);
  return { browser, id: me.id, name, person: me };
}

/** A live connection of somebody; guests name their room. */
export const goLive = (
  server: Reachable,
  who: Somebody,
  room?: Room | RoomId,
  headers: Readonly<Record<string, string>> = {},
): Promise<Live> =>
  connectLive(server.baseUrl, {
    headers,
    cookie: who.browser.cookieHeader(),
    ...(room ? { room: typeof room === 'string' ? room : room.id } : {}),
  });

/** What somebody got who came into a call, and didn't have to wait before it. */
export function admitted(answer: OutputOf<typeof callJoin>): Admission {
  assert.equal(answer.state, 'admitted');
  return answer;
}

/** Enters the room's call as a browser would, with what the server says about media. */
export async function enterCall(live: Live, room: Room): Promise<Admission> {
  return admitted(await knock(live, room));
}

/** The same, with whatever the answer is. */
export const knock = (live: Live, { id: roomId }: Room): Promise<OutputOf<typeof callJoin>> =>
  live.ask(callJoin, { roomId, rtpCapabilities: routerCapabilities() });

export const newClientId = (): ClientMessageId => randomUUID() as ClientMessageId;

/** Writes into a room and gives the message that was acknowledged. */
export async function say(
  live: Live,
  room: Room,
  text: string,
  clientId = newClientId(),
): Promise<Message> {
  return (await live.ask(chatSend, { roomId: room.id, clientId, text })).message;
}
