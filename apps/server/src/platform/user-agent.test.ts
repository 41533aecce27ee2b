import { expect, test } from 'vitest';
import { clientOf } from './user-agent.ts';

test('METRIC-3 whatever a client calls itself, it is one of few words', () => {
  const agent = (rest: string) => clientOf(`Mozilla/5.0 (${rest}`);
  expect(agent('Windows NT 10.0; Win64) Chrome/140.0 Safari/537.36')).toEqual({
    browser: 'Chrome',
    system: 'Windows',
    device: 'computer',
  });
  expect(agent('Linux; Android 16) Chrome/140.0 Mobile Safari/537.36').device).toBe('phone');
  expect(agent('iPad; CPU OS 18_0 like Mac OS X) Version/18 Safari/6').device).toBe('phone');
  for (const odd of [null, '', 'curl/8.0', 'x'.repeat(10_000), 'room="secret",name="Ann"']) {
    expect(clientOf(odd)).toEqual({ browser: 'other', system: 'other', device: 'computer' });
  }
});
