import { ConvergeError } from '@converge/protocol/errors';
import { expect, test } from 'vitest';
import { createRateLimits } from '../../platform/rate-limits.ts';
import { createAttempts } from './attempts.ts';
import { createDevices } from './devices.ts';

const email = 'anna@example.org';
const by = { address: '192.0.2.7' };
const devices = createDevices('a secret');
const start = () => createAttempts(createRateLimits(), devices);
const refuse = (code: 'wrong_credentials' | 'unavailable') => () =>
  Promise.reject(new ConvergeError(code));
const codeOf = (done: Promise<unknown>) =>
  done.then(
    () => 'in',
    (error: unknown) => (error instanceof ConvergeError ? error.code : 'another error'),
  );

test('AUTH-18 right passwords are limited for an account, far beyond a class on one, and wrong ones don’t count there', async () => {
  const attempts = start();
  const right = () => codeOf(attempts.signingIn(email, by, async () => 'in'));
  for (let n = 0; n < 7; n++) {
    await codeOf(attempts.signingIn(email, by, refuse('wrong_credentials')));
  }
  const codes = [];
  for (let n = 0; n < 301; n++) codes.push(await right());
  expect(codes.indexOf('too_many_attempts')).toBe(300);
  const other = attempts.signingIn('boris@example.org', by, async () => 'in');
  expect(await codeOf(other)).toBe('in');
});

test('AUTH-18 whom nobody had time for has failed at nothing', async () => {
  const attempts = start();
  for (let n = 0; n < 200; n++) {
    const busy = attempts.signingIn(email, by, refuse('unavailable'));
    expect(await codeOf(busy)).toBe('unavailable');
  }
  expect(await codeOf(attempts.signingIn(email, by, async () => 'in'))).toBe('in');
});

test('AUTH-17 on a known device neither the account nor the address keeps anybody out', async () => {
  const attempts = start();
  const [cookie = ''] = devices.remember(undefined, email).split(';');
  const wrong = refuse('wrong_credentials');
  for (let n = 0; n < 110; n++) {
    await codeOf(attempts.signingIn(n < 8 ? email : `guess${n}@example.org`, by, wrong));
  }
  const right = async () => 'in';
  for (const one of [email, 'boris@example.org']) {
    expect(await codeOf(attempts.signingIn(one, by, right))).toBe('too_many_attempts');
  }
  expect(await codeOf(attempts.signingIn(email, { ...by, cookie }, right))).toBe('in');
  const boris = attempts.signingIn('boris@example.org', { ...by, cookie }, right);
  expect(await codeOf(boris)).toBe('too_many_attempts');
  // By however many devices, somebody who knew the password once doesn't guess the next one.
  const codes = [];
  for (let n = 0; n < 60; n++) {
    const [other = ''] = devices.remember(undefined, email).split(';');
    codes.push(await codeOf(attempts.signingIn(email, { ...by, cookie: other }, wrong)));
  }
  expect(codes.filter((code) => code === 'wrong_credentials')).toHaveLength(40);
});

test('AUTH-6 what is refused at an account uses up nothing of its address', async () => {
  const attempts = start();
  for (let n = 0; n < 150; n++) {
    await codeOf(attempts.signingIn(email, by, refuse('wrong_credentials')));
  }
  const other = attempts.signingIn('boris@example.org', by, refuse('wrong_credentials'));
  expect(await codeOf(other)).toBe('wrong_credentials');
});
