import type { ProbeAnswer } from '@converge/protocol/rest/check';
import { expect, test } from 'vitest';
import { readRelay } from './relays.ts';
import { answerOf, fingerprintIn } from './session-description.ts';

const candidate = (protocol: 'udp' | 'tcp') => ({
  foundation: `${protocol}candidate`,
  priority: 1,
  address: '203.0.113.7',
  ip: '203.0.113.7',
  protocol,
  port: 40_000,
  type: 'host' as const,
  ...(protocol === 'tcp' ? { tcpType: 'passive' as const } : {}),
});

const answer: ProbeAnswer = {
  iceParameters: { usernameFragment: 'frag', password: 'word', iceLite: true },
  iceCandidates: [candidate('udp'), candidate('tcp')],
  dtlsParameters: { role: 'auto', fingerprints: [{ algorithm: 'sha-256', value: 'AA:BB' }] },
  closesInMs: 12_000,
  worker: 0,
  workers: 1,
};

test('the answer holds the candidates one chose, and no others', () => {
  const sdp = answerOf(answer, [candidate('tcp')]);
  expect(sdp.match(/^a=candidate:.*$/gm)).toEqual([
    'a=candidate:tcpcandidate 1 tcp 1 203.0.113.7 40000 typ host tcptype passive',
  ]);
  expect(sdp).toContain('a=ice-ufrag:frag\r\n');
  expect(fingerprintIn(sdp)).toBe('AA:BB');
  expect(fingerprintIn('a=fingerprint:sha-1 AA')).toBeUndefined();
});

test.each([
  ['turn:relay.example.org', { way: 'udp', host: 'relay.example.org', port: 3478 }],
  ['turn:10.0.0.1:3479?transport=tcp', { way: 'tcp', host: '10.0.0.1', port: 3479 }],
  ['turns:relay.example.org:443', { way: 'tls', host: 'relay.example.org', port: 443 }],
  ['turns:relay.example.org?transport=tcp', { way: 'tls', host: 'relay.example.org', port: 5349 }],
  ['turns:relay.example.org?transport=udp', { way: 'udp', host: 'relay.example.org', port: 5349 }],
  ['turn:[2001:db8::1]:3478', { way: 'udp', host: '[2001:db8::1]', port: 3478 }],
  ['stun:relay.example.org', null],
])('%s is a relay as a firewall sees it', (url, place) => {
  expect(readRelay(url)).toEqual(place);
});
