import { expect, test } from 'vitest';
import { hashPassword, refuseWeak, verifyPassword } from './passwords.ts';

test('passwords are kept as argon2id with a salt of their own', async () => {
  const [one, two] = [await hashPassword('correct horse'), await hashPassword('correct horse')];
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(one).not.toBe(two);
  expect(await verifyPassword({ hash: one, password: 'correct horse' })).toBe(true);
  expect(await verifyPassword({ hash: one, password: 'correct horsf' })).toBe(false);
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
