import { expect, test } from 'vitest';
import { judge } from './import.ts';

const row = (name: string, email: string, role = '') => ({ name, email, role });

test('ADMIN-7 each row is judged by itself, with the first of its faults', () => {
  const taken = new Set(['ann@example.org']);
  const judged = judge(
    [
      row('  Ben \n Lee ', ' BEN@Example.org ', 'teacher'),
      row('Ben again', 'ben@example.org'),
      row('', 'no-name@example.org'),
      row('No address', 'not an address'),
      row('Nor this', ''),
      row('Sly', 'sly@example.org', 'admin'),
      row('Odd', 'odd@example.org', 'headmaster'),
      row('Ann', 'ann@example.org'),
      row('x'.repeat(61), 'long@example.org'),
      row('Cem', 'cem@example.org', 'member'),
    ],
    taken,
  );
  expect(judged.map(({ fault }) => fault)).toEqual([
    null,
    'twice',
    'name',
    'email',
    'email',
    'role',
    'role',
    'taken',
    'name',
    null,
  ]);
  expect(judged[0]).toMatchObject({ name: 'Ben Lee', email: 'ben@example.org', role: 'teacher' });
  expect(judged[9]).toMatchObject({ role: 'member' });
});
