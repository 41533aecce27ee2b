import { expect, test } from 'vitest';
import { type Choice, nextChoice, type Seen } from './choice.ts';

const seen = (over: Partial<Seen> = {}): Seen => ({
  sent: true,
  missed: true,
  wanted: true,
  direct: true,
  server: false,
  steadyAfter: 2,
  now: 0,
  ...over,
});

const server: Choice = { kind: 'server' };
const direct: Choice = { kind: 'direct' };

/** From one look to the next. */
const walk = (from: Choice, ...looks: Partial<Seen>[]) =>
  looks.reduce((choice, over) => nextChoice(choice, seen(over)), from);

test('P2P-4 a stream is taken directly when it was seen to come, and not before', () => {
  expect(walk(server, { direct: false }, { direct: false })).toEqual(server);
  expect(walk(server, { direct: false }, { direct: true })).toEqual(direct);
  expect(walk(server, { wanted: false })).toEqual(server);
});

test('P2P-4 the direct one stays until the server’s comes steadily', () => {
  const back = { wanted: false };
  expect(walk(direct, back)).toMatchObject({ kind: 'leaving' });
  expect(walk(direct, back, { ...back, server: true })).toMatchObject({ kind: 'leaving' });
  expect(walk(direct, back, { ...back, server: true }, { ...back, server: true })).toEqual(server);
  // Once more is not steadily.
  const stumbling = [{ server: true }, { server: false }, { server: true }];
  expect(walk(direct, back, ...stumbling.map((look) => ({ ...back, ...look })))).toMatchObject({
    kind: 'leaving',
  });
});

test('P2P-5 where nothing comes directly any more, the server’s first is enough', () => {
  const lost = { wanted: false, direct: false };
  expect(walk(direct, lost, lost)).toMatchObject({ kind: 'leaving' });
  expect(walk(direct, lost, { ...lost, server: true })).toEqual(server);
});

test('P2P-4 what comes by neither way isn’t waited for for ever, and a muted one not at all', () => {
  const lost = { wanted: false, direct: false };
  expect(walk(direct, lost, { ...lost, now: 3_999 })).toMatchObject({ kind: 'leaving' });
  expect(walk(direct, lost, { ...lost, now: 4_000 })).toEqual(server);
  expect(walk(direct, { wanted: false }, { wanted: false, missed: false })).toEqual(server);
});

test('P2P-5 a short trouble that ends is forgotten', () => {
  expect(walk(direct, { wanted: false, direct: false }, {})).toEqual(direct);
});

test('P2P-7 what the call doesn’t show as sent isn’t taken', () => {
  expect(walk(server, { sent: false })).toEqual(server);
  expect(walk(direct, { sent: false })).toEqual(server);
  expect(walk(direct, { wanted: false }, { sent: false })).toEqual(server);
});
