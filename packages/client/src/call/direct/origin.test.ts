import { expect, test } from 'vitest';
import { withoutOrigin } from './origin.ts';

const relayed = 'candidate:3 1 udp 41885439 203.0.113.8 50001 typ relay';

test('P2P-10 what is told of a relay’s candidate doesn’t say from where it is reached', () => {
  expect(withoutOrigin(`${relayed} raddr 192.0.2.7 rport 61000 generation 0`)).toBe(
    `${relayed} raddr 0.0.0.0 rport 9 generation 0`,
  );
  expect(withoutOrigin(`${relayed} raddr 2001:db8::7 rport 61000`)).toBe(
    `${relayed} raddr :: rport 9`,
  );
});

test('P2P-10 nor does a description with any number of them, and its other lines stay', () => {
  const sdp = (origin: string) =>
    ['v=0', `a=${relayed}${origin}`, `a=${relayed}${origin} generation 0`, 'a=mid:0', ''].join(
      '\r\n',
    );
  expect(withoutOrigin(sdp(' raddr 192.0.2.7 rport 61000'))).toBe(sdp(' raddr 0.0.0.0 rport 9'));
  expect(withoutOrigin(sdp(''))).toBe(sdp(''));
});
