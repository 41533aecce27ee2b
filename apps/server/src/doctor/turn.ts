/** The relay (TURN), where one is configured: does it answer on each way, and relay for who has the secret. */
import { isIP } from 'node:net';
import type { ConditionOf } from '@converge/protocol/rest/status';
import { type Allocation, askAllocation } from './allocation.ts';
import { about, type Finding, type Found, wordsOf } from './finding.ts';
import type { StunPlace } from './stun.ts';

const { green, amber, red } = about('relay');
const LIMIT_MS = 3_000;

export interface TurnSettings {
  /** TURN_URLS. */
  readonly urls: readonly string[];
  readonly secret: string | undefined;
}

export async function lookAtTurn({ urls, secret }: TurnSettings): Promise<Finding[]> {
  if (urls.length === 0) {
    return [
      green(
        'none configured: people behind strict firewalls may be left without picture and sound',
        found('none'),
      ),
    ];
  }
  if (!secret) return [red('TURN_SECRET is missing', SAME_SECRET)];
  return [secretOf(secret), ...(await Promise.all(urls.map((url) => look(url, secret))))];
}

/** What isn't right without it would be missing on the page of health. */
const found = (condition: ConditionOf<'relay'>, values: Found['values'] = {}): Found => ({
  condition,
  values,
});

const SAME_SECRET = 'Set TURN_SECRET to the static-auth-secret of the relay';

const secretOf = (secret: string): Finding =>
  secret.length < 16
    ? amber(
        'TURN_SECRET is so short that it can be guessed',
        `${SAME_SECRET}, of 32 letters or more`,
      )
    : green('TURN_SECRET is set');

async function look(url: string, secret: string): Promise<Finding> {
  const place = placeOf(url);
  if (!place) {
    return red(
      `${url} is no address of a relay`,
      'Write it as turn:host:3478?transport=udp',
      found('address', { url }),
    );
  }
  try {
    return judge(url, await askAllocation(place, secret, LIMIT_MS));
  } catch (error) {
    const { way, host, port } = place;
    if (way === 'tls' && isAboutCertificate(error)) {
      return red(
        `${url} shows a certificate that browsers refuse: ${wordsOf(error).split(';')[0]}`,
        `Give the relay a certificate for ${host} that browsers trust, and that hasn't ended`,
        found('certificate', { url, host }),
      );
    }
    return red(
      `${url} doesn't answer: ${wordsOf(error)}`,
      `Start the relay, and open ${way === 'udp' ? 'UDP' : 'TCP'} ${port} of ${host} for it`,
      found('silent', { url }),
    );
  }
}

/** Whoever answered spoke TLS; Node names what it found wrong by codes of OpenSSL and its own. */
const isAboutCertificate = (error: unknown): boolean =>
  /CERT|VERIFY|SELF_SIGNED/.test(String(error instanceof Error && Reflect.get(error, 'code')));

const UNAUTHORIZED = 401;

function judge(url: string, allocation: Allocation): Finding {
  switch (allocation.kind) {
    case 'given':
      return green(`${url} answers, and relays for who has TURN_SECRET`, found('fine', { url }));
    case 'open':
      return amber(
        `${url} relays for anybody on the internet who asks`,
        'Start the relay with use-auth-secret and static-auth-secret',
        found('open', { url }),
      );
    case 'no relay':
      return red(
        `${url} answers, but is no relay`,
        'Give TURN_URLS the address of a TURN server',
        found('noRelay', { url }),
      );
    case 'refused':
      return refusal(url, allocation.code, allocation.reason);
    default:
      return allocation satisfies never;
  }
}

const refusal = (url: string, code: number, reason: string): Finding =>
  code === UNAUTHORIZED
    ? red(
        `${url} refuses the credentials that TURN_SECRET makes`,
        `${SAME_SECRET}, and see that the clocks of both machines agree`,
        found('refused', { url }),
      )
    : red(
        `${url} answers, but gives no relay: ${code} ${reason}`,
        'Its own log says more: a limit may be reached, or its relay-ip be wrong',
        found('unwilling', { url, why: `${code} ${reason}`.trim() }),
      );

/** Where `turns:host:443?transport=tcp` (RFC 7065) leads; null for anything else. */
export function placeOf(url: string): StunPlace | null {
  const match = /^(turns?):(\[[^\]]+\]|[^:?]+)(?::(\d+))?(?:\?transport=(udp|tcp))?$/i.exec(url);
  const [, scheme = '', host = '', port, transport] = match ?? [];
  if (!match) return null;
  const secure = scheme.toLowerCase() === 'turns';
  const name = host.replace(/^\[|\]$/g, '');
  if (host.startsWith('[') && isIP(name) !== 6) return null;
  // DTLS to a relay is rare, and its answer is asked for in the clear by no relay: as TLS then.
  const way = secure ? 'tls' : transport?.toLowerCase() === 'tcp' ? 'tcp' : 'udp';
  return { way, host: name, port: Number(port ?? (secure ? 5349 : 3478)) };
}
