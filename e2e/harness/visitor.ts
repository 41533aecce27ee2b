/** Somebody who uses the REST interface without a browser: what a scene needs before it begins. */
import { createRestClient, type RestClient } from '@converge/client/rest/client';
import type { Room } from '@converge/protocol/rest/rooms';

export interface Visitor {
  readonly rest: RestClient;
  /** All cookies this visitor holds, as name and value. */
  readonly cookies: ReadonlyMap<string, string>;
  /** The same as a `cookie` header. */
  readonly cookieHeader: string;
}

/** A visitor with an empty cookie jar. `headers` go with every request. */
export function createVisitor(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Visitor {
  const cookies = new Map<string, string>();
  const header = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const fetchWithCookies: typeof fetch = async (input, init) => {
    const sent = new Headers(init?.headers);
    sent.set('origin', new URL(url).origin);
    if (cookies.size > 0) sent.set('cookie', header());
    const response = await fetch(input, { ...init, headers: sent });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  };
  return {
    rest: createRestClient({ baseUrl: url, fetch: fetchWithCookies, headers }),
    cookies,
    get cookieHeader() {
      return header();
    },
  };
}

/** A name that no other scene on this server has, also where a journey is tried again. */
export const nameOfItsOwn = (name: string): string => {
  const digits = [...crypto.randomUUID().slice(0, 5)].map((digit) => Number.parseInt(digit, 16));
  return `${name} ${String.fromCharCode(...digits.map((digit) => 97 + digit))}`;
};

export const PASSWORD = 'correct horse battery';

/** A mail address that nobody has yet. */
export const newAddress = (): string => `${crypto.randomUUID().slice(0, 8)}@example.org`;

/** An account with a session. The first one of a server becomes its admin. */
export async function createAccount(
  url: string,
  name: string,
  email: string = newAddress(),
): Promise<Visitor> {
  const visitor = createVisitor(url);
  await visitor.rest.auth.register({ name, email, password: PASSWORD });
  return visitor;
}

/** A room of `owner` that anybody with its code may enter, unless `body` says otherwise. */
export async function createRoom(
  owner: Visitor,
  body: Parameters<RestClient['rooms']['create']>[0] = {},
): Promise<Room> {
  const { room } = await owner.rest.rooms.create({ access: 'link', ...body });
  return room;
}

/** A guest with the key to the room behind `code`. */
export async function createGuest(url: string, code: string, name: string): Promise<Visitor> {
  const visitor = createVisitor(url);
  await visitor.rest.join.enter(code, { name });
  return visitor;
}
