import { expect, test } from 'vitest';
import { browserOf, systemOf } from './browser.ts';
import { faultsOf, problemWords } from './problems.ts';

const failed = (problem: 'denied' | 'missing' | 'busy') => ({ kind: 'failed', problem }) as const;
const off = { kind: 'off' } as const;
const t = (key: string, values?: Readonly<Record<string, string | number>>) =>
  values ? `${key} ${Object.values(values).join(' ')}` : key;

test('two devices with one reason are one fault, with two they are two', () => {
  expect(faultsOf(failed('denied'), failed('denied'))).toEqual([
    { what: 'both', problem: 'denied' },
  ]);
  expect(faultsOf(failed('missing'), failed('busy'))).toEqual([
    { what: 'microphone', problem: 'missing' },
    { what: 'camera', problem: 'busy' },
  ]);
  expect(faultsOf(off, off)).toEqual([]);
});

test('the way out of a refused permission differs by browser, of other faults it does not', () => {
  const denied = (browser: Parameters<typeof problemWords>[2]) =>
    problemWords(t, { what: 'both', problem: 'denied' }, browser, 'other').help;
  expect(denied('firefox')).toBe('help.denied.firefox');
  expect(denied('ios')).toBe('help.denied.ios');
  const busy = problemWords(t, { what: 'camera', problem: 'busy' }, 'firefox', 'mac');
  expect(busy).toEqual({
    title: 'problem.title what.camera problem.busy',
    help: 'help.busy',
    retry: true,
  });
});

test('on a page without https there is nothing to try again', () => {
  const { retry } = problemWords(t, { what: 'both', problem: 'insecure-context' }, 'chrome', 'mac');
  expect(retry).toBe(false);
});

test('browsers are told apart by what they say of themselves', () => {
  const agents = {
    chrome:
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
    firefox: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0',
    safari:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15',
    ios: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
    android:
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36',
  };
  for (const [name, agent] of Object.entries(agents)) expect(browserOf(agent)).toBe(name);
  expect(browserOf(agents.safari, 5)).toBe('ios');
  expect(systemOf(agents.safari)).toBe('mac');
  expect(systemOf(agents.firefox)).toBe('windows');
});
