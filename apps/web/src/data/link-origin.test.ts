import { expect, test } from 'vitest';
import { isLoopback } from './link-origin.ts';

test('INVITE-6 links to one’s own machine are told from links that lead here', () => {
  const own = ['localhost:8080', 'app.localhost', '127.0.0.1:8080', '127.1.2.3', '[::1]:8080'];
  const others = [
    '192.168.1.4:8080',
    'localhost.example.org',
    '127.example.org',
    'meet.example.org',
  ];
  expect(own.filter((host) => isLoopback(`http://${host}`))).toEqual(own);
  expect(others.filter((host) => isLoopback(`https://${host}`))).toEqual([]);
});
