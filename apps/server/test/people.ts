/** People with accounts, each in a browser of their own. */
import type { RegisterBody } from '@converge/protocol/rest/auth';
import type { Me, MeAnswer } from '@converge/protocol/rest/me';
import type { Browser } from './browser.ts';
import type { TestServer } from './server.ts';

export interface Person {
  readonly browser: Browser;
  readonly me: Me;
  readonly email: string;
  readonly password: string;
}

let count = 0;

/** What somebody would type to register; unique unless said otherwise. */
export function createPerson(values: Partial<RegisterBody> = {}): RegisterBody {
  count += 1;
  return {
    name: `Person ${count}`,
    email: `person${count}@example.org`,
    password: `secret of person ${count}`,
    ...values,
  };
}

/** Registers. The first account of a server is its admin. */
export async function signUp(
  server: Pick<TestServer, 'browser'>,
  values: Partial<RegisterBody> = {},
): Promise<Person> {
  const person = createPerson(values);
  return enter(server.browser(), '/api/v1/auth/register', person, person);
}

/** Signs in once more, in another browser. */
export function signIn(
  server: Pick<TestServer, 'browser'>,
  { email, password }: Pick<Person, 'email' | 'password'>,
  headers?: Record<string, string>,
): Promise<Person> {
  const credentials = { email, password };
  return enter(server.browser(), '/api/v1/auth/sign-in', credentials, credentials, headers);
}

async function enter(
  browser: Browser,
  path: string,
  body: unknown,
  { email, password }: Pick<Person, 'email' | 'password'>,
  headers?: Record<string, string>,
): Promise<Person> {
  const answer = await browser.send<MeAnswer>('POST', path, body, headers);
  if (answer.status !== 200) {
    throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
  return { browser, me: answer.body.me, email, password };
}
