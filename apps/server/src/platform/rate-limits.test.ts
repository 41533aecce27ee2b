import { ConvergeError } from '@converge/protocol/errors';
import { expect, test } from 'vitest';
import { createRateLimits } from './rate-limits.ts';

const codeOf = (done: Promise<void>) =>
  done.then(
    () => 'ok',
    (error: unknown) => (error instanceof ConvergeError ? error.failure : error),
  );

test('SEC-4 beyond the limit of its key one is refused, and told when to come again', async () => {
  const limiter = createRateLimits().limiter('test', { points: 2, perSeconds: 60 });
  expect(await codeOf(limiter.consume('a'))).toBe('ok');
  expect(await codeOf(limiter.consume('a'))).toBe('ok');
  const failure = await codeOf(limiter.consume('a'));
  expect(failure).toMatchObject({ code: 'rate_limited', retryAfterMs: expect.any(Number) });
  expect(await codeOf(limiter.consume('b'))).toBe('ok');
});

test('a limit can have its own code, be given back, forgotten, and widened for all', async () => {
  const limiter = createRateLimits(2).limiter('test', {
    points: 1,
    perSeconds: 60,
    code: 'too_many_attempts',
  });
  await limiter.consume('a', 2);
  expect(await codeOf(limiter.consume('a'))).toMatchObject({ code: 'too_many_attempts' });
  await limiter.reset('a');
  await limiter.consume('a', 2);
  await limiter.reward('a');
  expect(await codeOf(limiter.consume('a'))).toBe('ok');
});
