import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IceServersAnswer } from '@converge/protocol/rest/ice';
import type { JoinCard } from '@converge/protocol/rest/join';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startCoturn } from '../../../../../tools/coturn/start.mjs';
import { createTestServer, type TestServer } from '../../../test/server.ts';
import {
  call,
  joinAsGuest,
  makeRoom,
  refusal,
  register,
  type Somebody,
} from '../../../test/world.ts';
import { turnCredentials } from '../../platform/turn-credentials.ts';

const secret = 'a secret that two servers share';
let relay: Awaited<ReturnType<typeof startCoturn>>;
let server: TestServer;
let owner: Somebody;

beforeAll(async () => {
  relay = await startCoturn({ secret });
  server = await createTestServer({
    env: {
      TURN_URLS: Object.values(relay.urls).join(','),
      TURN_SECRET: secret,
      TURN_CREDENTIAL_SECONDS: '600',
      STUN_URLS: 'stun:127.0.0.1:3478',
      RATE_LIMIT_FACTOR: '1',
    },
  });
  owner = await register(server, 'Nora');
});
afterAll(async () => {
  await server?.close();
  await relay?.stop();
});

/** What the README's example sets, but for the places and the secrets that a test has of its own. */
function exampleSettings(): string[] {
  const readme = readFileSync(new URL('../../../../../README.md', import.meta.url), 'utf8');
  const [, example = ''] = /# \/etc\/turnserver\.conf\n([^`]*)/.exec(readme) ?? [];
  const own =
    /^(#|$|use-auth|static-auth|realm|listening-port|tls-listening|cert|pkey|no-cli|m(in|ax)-port)/;
  return example.split('\n').filter((line) => !own.test(line));
}

const iceServers = async ({ browser }: Somebody) => {
  const answer = await call<IceServersAnswer>(browser, 'GET', '/ice-servers');
  const turn = answer.iceServers.find(({ urls }) => urls.some((url) => url.startsWith('turn')));
  const { username = '', credential = '' } = turn ?? {};
  return { ...answer, turn: { username, credential } };
};

test('NET-1 the relay accepts what the server gives, by UDP, TCP and TLS, and not what ran out', async () => {
  const anna = await register(server, 'Anna');
  const { turn, lifetimeMs } = await iceServers(anna);
  expect(lifetimeMs).toBe(600_000);
  const now = Date.now();
  const made = (key: string, until: number) => turnCredentials(key, anna.id, until);
  const [udp, tcp, tls, past, foreign] = await Promise.all([
    relay.serves(turn, 'udp'),
    relay.serves(turn, 'tcp'),
    relay.serves(turn, 'tls'),
    relay.serves(made(secret, now - 1_000), 'udp'),
    relay.serves(made('another secret', now + 60_000), 'udp'),
  ]);
  expect({ udp, tcp, tls, past, foreign }).toEqual({
    udp: true,
    tcp: true,
    tls: true,
    past: false,
    foreign: false,
  });
});

test('NET-9 with the limits of the README a relay serves, and gives nobody more places by another key', async () => {
  const settings = exampleSettings();
  // As many as the README gives take a quarter of a minute to be taken.
  const few = settings.map((line) => line.replace(/^user-quota=\d+$/, 'user-quota=6'));
  expect(few).toContain('user-quota=6');
  const limited = await startCoturn({ secret, settings: few });
  onTestFinished(limited.stop);
  const [carl, dora] = [await register(server, 'Carl'), await register(server, 'Dora')];
  const key = ({ id }: Somebody, minutes: number) =>
    turnCredentials(secret, id, Date.now() + minutes * 60_000);
  const together = (one: Somebody, other: Somebody) =>
    Promise.all([limited.serves(key(one, 5), 'udp', 4), limited.serves(key(other, 9), 'tls', 4)]);
  expect(await together(carl, dora)).toEqual([true, true]);
  expect(await together(carl, carl)).toContain(false);
});

test('NET-1 credentials name their person and their end', async () => {
  const boris = await register(server, 'Boris');
  const before = Math.floor(Date.now() / 1000);
  const { turn } = await iceServers(boris);
  const [until = '', person] = turn.username.split(':');
  expect(person).toBe(boris.id);
  expect(Number(until)).toBeGreaterThanOrEqual(before + 600);
  expect(Number(until)).toBeLessThanOrEqual(before + 630);
  expect(turn.credential).toBe(createHmac('sha1', secret).update(turn.username).digest('base64'));
});

test('NET-2 an account or the key to the room is needed, and nobody asks without end', async () => {
  const vera = await register(server, 'Vera');
  expect(await refusal(server.browser(), 'GET', '/ice-servers')).toBe('not_signed_in');
  const codes = await Promise.all(
    Array.from({ length: 70 }, () => refusal(vera.browser, 'GET', '/ice-servers')),
  );
  expect(codes.filter((code) => code === 'rate_limited')).toHaveLength(10);
});

test('NET-2 a guest asks with the key to their room, and with no other', async () => {
  const [room, other] = [await makeRoom(owner), await makeRoom(owner)];
  const guest = await joinAsGuest(server, room.code, 'Guest');
  const path = (id: string) => `/ice-servers?room=${id}`;
  const answer = await call<IceServersAnswer>(guest.browser, 'GET', path(room.id));
  expect(answer.iceServers.at(-1)?.username).toContain(`:${guest.id}`);
  expect(await refusal(guest.browser, 'GET', path(other.id))).toBe('not_signed_in');
});

test('NET-2 NET-3 the card says whether there are any to ask for; by default there are none, and no third party', async () => {
  const plain = await createTestServer();
  try {
    const anna = await register(plain, 'Anna');
    const room = await makeRoom(anna);
    const card = await call<JoinCard>(plain.browser(), 'GET', `/join/${room.code}`);
    expect(card.ice).toBe('none');
    for (const browser of [anna.browser, plain.browser()]) {
      expect(await call<IceServersAnswer>(browser, 'GET', '/ice-servers')).toEqual({
        iceServers: [],
        lifetimeMs: null,
      });
    }
  } finally {
    await plain.close();
  }
});
