import { ConvergeError } from '@converge/protocol/errors';
import { expect, test } from 'vitest';
import { createCallLog } from './call-log.ts';
import { type Log, silentLog } from './log.ts';

function make() {
  const said: string[] = [];
  const log: Log = {
    ...silentLog,
    debug: (what) => said.push(what),
    warn: (what) => said.push(what),
  };
  const faults: Log = { ...silentLog, warn: (what) => said.push(`fault: ${what}`) };
  const callLog = createCallLog({
    ...{ prefix: 'call', agent: 'Browser/1', now: () => 0 },
    out: { all: log, faults },
  });
  const lines = () =>
    callLog
      .text()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  const entries = () => lines().slice(1);
  return { callLog, said, lines, entries };
}

test('while it is off nothing is kept, and only what is at fault is said', () => {
  const { callLog, said, lines } = make();
  callLog.debug('request', { name: 'call.join' });
  callLog.warn('refused');
  expect(said).toEqual(['fault: refused']);
  expect(lines()).toEqual([]);
});

test('while it is on everything is said and kept; switched off, it forgets', () => {
  const { callLog, said, entries } = make();
  callLog.switch(true);
  callLog.debug('request', { request: 'call.join', ms: 12 });
  expect(said).toEqual(['request']);
  expect(entries()).toEqual([
    {
      at: '1970-01-01T00:00:00.000Z',
      level: 'debug',
      what: 'request',
      request: 'call.join',
      ms: 12,
    },
  ]);
  callLog.switch(false);
  expect(callLog.text()).toBe('');
});

test('CHECK-6 it keeps no content: of errors the code, of objects nothing, of long texts the beginning', () => {
  const { callLog, entries } = make();
  callLog.switch(true);
  callLog.warn('a request failed', {
    error: new ConvergeError('timeout'),
    other: new DOMException('said to Ada', 'NotAllowedError'),
    payload: { text: 'a private word' },
    layers: [0, 2],
    sdp: 'x'.repeat(5_000),
  });
  expect(entries()[0]).toMatchObject({
    error: 'timeout',
    other: 'NotAllowedError',
    layers: [0, 2],
  });
  expect(callLog.text()).not.toMatch(/private|Ada/);
  expect(callLog.text().length).toBeLessThan(400);
});

test('it keeps the latest of very many', () => {
  const { callLog, entries } = make();
  callLog.switch(true);
  for (let i = 0; i < 20_000; i++) callLog.debug('event', { i });
  expect(entries().length).toBeLessThanOrEqual(10_000);
  expect(entries().at(-1)).toMatchObject({ i: 19_999 });
});

test('CHECK-6 OPS-9 its first line names the call, however long ago that was said, and the browser', () => {
  const { callLog, lines } = make();
  callLog.info('admitted', { callId: 'call-0' });
  callLog.info('admitted', { callId: 'call-1' });
  callLog.switch(true);
  for (let i = 0; i < 20_000; i++) callLog.debug('event', { i });
  expect(lines()[0]).toEqual({
    ...{ at: '1970-01-01T00:00:00.000Z', level: 'info', what: 'saved' },
    ...{ callId: 'call-1', agent: 'Browser/1' },
  });
});
