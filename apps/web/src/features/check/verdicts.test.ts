import { expect, test } from 'vitest';
import { type LineFindings, unchecked } from '../../data/check.ts';
import {
  blockedEndpoints,
  firewallRules,
  lineVerdict,
  overall,
  relayVerdict,
  speedVerdict,
  untriedRelays,
  wayVerdict,
} from './verdicts.ts';

const done = <T>(result: T) => ({ kind: 'done', result }) as const;
const open = done({ kind: 'open', roundTripMs: 12.2, ms: 40, worker: 0 } as const);
const endpoint = (protocol: 'udp' | 'tcp') =>
  ({ protocol, address: '203.0.113.7', port: 40_000 }) as const;
const blocked = (protocol: 'udp' | 'tcp') =>
  done({ kind: 'blocked', tried: [endpoint(protocol)] } as const);
const findings = (found: Partial<LineFindings>): LineFindings => ({ ...unchecked, ...found });

test('CHECK-5 what a closed way means depends on whether another one is open', () => {
  const noUdp = findings({ udp: blocked('udp'), tcp: open });
  expect(wayVerdict('udp', noUdp)).toMatchObject({ tone: 'hint', help: 'udp.blocked.help' });
  expect(wayVerdict('tcp', noUdp)).toMatchObject({ tone: 'good', values: { ms: 13 } });
  expect(wayVerdict('tcp', findings({ udp: open, tcp: blocked('tcp') })).tone).toBe('skipped');
  const none = findings({ udp: blocked('udp'), tcp: blocked('tcp') });
  expect(wayVerdict('udp', none)).toMatchObject({ tone: 'bad', help: 'way.blocked.help' });
  expect(blockedEndpoints(none)).toEqual([endpoint('udp'), endpoint('tcp')]);
  const relay = { way: 'tls', host: 'relay.example.org', port: 443, server: { urls: '' } } as const;
  const relayed = { ...none, relays: done([{ relay, result: open.result }]) };
  expect(wayVerdict('udp', relayed)).toMatchObject({ tone: 'hint', help: 'way.relayed.help' });
});

test('CHECK-7 a port that is blocked at one worker is named, and weighed by what leads there instead', () => {
  const partly = (protocol: 'udp' | 'tcp', ...closed: number[]) =>
    done({
      ...({ kind: 'partly', roundTripMs: 12, worker: 9 } as const),
      closed,
      tried: closed.map((worker) => ({ ...endpoint(protocol), port: 40_000 + worker })),
    });
  const found = findings({ udp: partly('udp', 1, 2, 4), tcp: open });
  expect(wayVerdict('udp', found)).toEqual({
    tone: 'hint',
    text: 'way.partly',
    values: { ports: '40001–40002, 40004' },
    help: 'udp.partly.help',
  });
  expect(firewallRules(blockedEndpoints(found))).toEqual([
    { protocol: 'udp', address: '203.0.113.7', ports: '40001–40002, 40004' },
  ]);
  // By TCP one gets there, or else a call at that worker has no way at all.
  const apart = findings({ udp: partly('udp', 1), tcp: partly('tcp', 2) });
  expect(wayVerdict('udp', apart).tone).toBe('hint');
  const same = findings({ udp: partly('udp', 1), tcp: partly('tcp', 1, 2) });
  expect(wayVerdict('udp', same)).toMatchObject({ tone: 'bad', help: 'way.partly.help' });
  expect(wayVerdict('tcp', findings({ udp: open, tcp: partly('tcp', 0) })).tone).toBe('skipped');
});

test('CHECK-8 a closed relay weighs as much as it is needed', () => {
  const closed = { kind: 'blocked', tried: [endpoint('udp')] } as const;
  const needed = findings({ udp: blocked('udp'), tcp: blocked('tcp') });
  const spare = findings({ udp: blocked('udp'), tcp: open });
  expect(relayVerdict(closed, needed)).toMatchObject({ tone: 'bad', help: 'way.blocked.help' });
  expect(relayVerdict(closed, spare)).toMatchObject({
    tone: 'skipped',
    help: 'relay.blocked.help',
  });
  const relay = { way: 'tls', host: 'relay.example.org', port: 443, server: { urls: '' } } as const;
  const another = { ...needed, relays: done([{ relay, result: open.result }]) };
  expect(relayVerdict(closed, another).tone).toBe('skipped');
});

test('CHECK-8 a relay that refuses is not the network’s fault', () => {
  const relay = { way: 'udp', host: '203.0.113.8', port: 3478, server: { urls: '' } } as const;
  const result = { kind: 'refused' } as const;
  const found = findings({ udp: blocked('udp'), tcp: open, relays: done([{ relay, result }]) });
  expect(relayVerdict(result, found)).toEqual({
    tone: 'hint',
    text: 'relay.refused',
    help: 'relay.wrong.help',
  });
  expect(blockedEndpoints(found)).toEqual([endpoint('udp')]);
});

test('CHECK-8 where no relay was tried it says why', () => {
  const failed = (code: 'not_signed_in' | 'offline') =>
    untriedRelays(findings({ relays: { kind: 'failed', fault: { code } } }));
  expect(failed('not_signed_in')).toMatchObject({ text: 'relays.strange' });
  expect(failed('offline')).toMatchObject({ tone: 'hint', text: 'unknown' });
  expect(untriedRelays(findings({ relays: done([]) }))).toBeNull();
});

test('a live connection by a detour is a hint, none is a fault', () => {
  const no = done({ kind: 'blocked' } as const);
  expect(lineVerdict(findings({ websocket: open })).tone).toBe('good');
  expect(lineVerdict(findings({ websocket: no })).tone).toBe('running');
  expect(lineVerdict(findings({ websocket: no, polling: open })).tone).toBe('hint');
  expect(lineVerdict(findings({ websocket: no, polling: no })).tone).toBe('bad');
});

test('the slower direction says what the line is good for', () => {
  const speed = (down: number | null, up: number | null, roundTripMs = 20) =>
    speedVerdict(findings({ speed: done({ down, up, roundTripMs }) }));
  expect(speed(6e6, 4e6).tone).toBe('good');
  expect(speed(6e6, 1e6)).toMatchObject({ tone: 'hint', help: 'speed.fair' });
  expect(speed(3e5, 6e6)).toMatchObject({ tone: 'bad', help: 'speed.poor' });
  expect(speed(6e6, 6e6, 600)).toMatchObject({ tone: 'hint', help: 'speed.far' });
  expect(speed(null, null)).toMatchObject({ tone: 'hint', help: 'speed.again' });
});

test('the whole is as good as its worst part, and nothing before all is known', () => {
  expect(overall(['good', 'running'])).toBeNull();
  expect(overall(['good', 'hint', 'skipped'])).toBe('hint');
  expect(overall(['hint', 'bad'])).toBe('bad');
  expect(overall(['good', 'skipped'])).toBe('good');
});
