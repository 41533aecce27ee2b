/** The relay (TURN), where one is configured: is its secret there, does it answer on each way. */
import { isIP } from 'node:net';
import { about, type Finding, wordsOf } from './finding.ts';
import { askStun, type StunPlace } from './stun.ts';

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
      ),
    ];
  }
  return [secretOf(secret), ...(await Promise.all(urls.map(look)))];
}

function secretOf(secret: string | undefined): Finding {
  const remedy = 'Set TURN_SECRET to the static-auth-secret of the relay';
  if (!secret) return red('TURN_SECRET is missing', remedy);
  return secret.length < 16
    ? amber('TURN_SECRET is so short that it can be guessed', `${remedy}, of 32 letters or more`)
    : green('TURN_SECRET is set');
}

async function look(url: string): Promise<Finding> {
  const place = placeOf(url);
  if (!place)
    return red(`${url} is no address of a relay`, 'Write it as turn:host:3478?transport=udp');
  try {
    await askStun(place, LIMIT_MS);
    return green(`${url} answers`);
  } catch (error) {
    const { way, host, port } = place;
    return red(
      `${url} doesn't answer: ${wordsOf(error)}`,
      `Start the relay, and open ${way === 'udp' ? 'UDP' : 'TCP'} ${port} of ${host} for it`,
    );
  }
}

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
