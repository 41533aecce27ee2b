import { expect, test } from 'vitest';
import { hashPassword, passwordsInTurn, refuseWeak, usingUp, verifyPassword } from './passwords.ts';

test('passwords are kept as argon2id with a salt of their own', async () => {
  const [one, two] = [await hashPassword('correct horse'), await hashPassword('correct horse')];
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(two);
  expect(await verifyPassword({ hash: one, password: 'correct horse' })).toBe(true);
  expect(await verifyPassword({ hash: one, password: 'correct horsf' })).toBe(false);
});

test('AUTH-18 what was used up comes to its hash, however many wait by then', async () => {
  const held = Promise.withResolvers<void>();
  const waiting: Promise<void>[] = [];
  const begun = Promise.withResolvers<void>();
  const hashed = usingUp(async () => {
    await begun.promise;
    return hashPassword('correct horse');
  });
  const fill = () => {
    waiting.push(passwordsInTurn.run(() => held.promise));
    passwordsInTurn.refuseFull();
  };
  expect(() => {
    for (;;) fill();
  }).toThrow('unavailable');
  begun.resolve();
  await expect(hashPassword('correct horse')).rejects.toThrow('unavailable');
  await expect(usingUp(() => hashPassword('correct horse'))).rejects.toThrow('unavailable');
  held.resolve();
  expect(await hashed).toMatch(/^\$argon2id\$/);
  await Promise.all(waiting);
});

test('what everybody tries first is weak, and so is what is known of the person', () => {
  const about = ['Ann Lee', 'ann.lee@example.org', 'ann.lee'];
  for (const weak of [
    '12345678901',
    'zzzzzzzzzzzz',
    'Passw0rd'.replace('0', 'o').concat('123!'),
    'qwerty 12345',
    'ann.lee@example.org',
    'Ann Lee 1990',
    'пароль123456',
  ]) {
    expect(() => refuseWeak(weak, about), weak).toThrow('password_weak');
  }
  for (const fine of ['purple monkey dishwasher', 'annlee likes tea', 'тихий дощ уночі']) {
    expect(() => refuseWeak(fine, about), fine).not.toThrow();
  }
});
