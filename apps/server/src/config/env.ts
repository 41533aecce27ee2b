/**
 * The configuration: parsed once, here and nowhere else. Whoever needs a value
 * gets it handed over by compose.ts. `.env.example` is rendered from this table, so
 * each variable is described where it is defined; tests keep that file and the
 * README's table in step.
 */
import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import * as z from 'zod';

const number = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .pipe(
      z
        .number()
        .gte(min, `must be between ${min} and ${max}`)
        .lte(max, `must be between ${min} and ${max}`),
    );
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
);
const url = (...protocols: string[]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `must be a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    );
/** STUN and TURN servers as RFC 7064 and RFC 7065 write them. */
const iceUrls = (scheme: 'stun' | 'turn', example: string) => {
  const transport = scheme === 'turn' ? String.raw`(\?transport=(udp|tcp))?` : '';
  const form = new RegExp(
    String.raw`^${scheme}s?:([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?${transport}$`,
  );
  return list.pipe(
    z
      .array(z.string().regex(form, `must be addresses such as ${example}`))
      // Browsers try each of them from each of their own addresses.
      .max(8, 'must be eight addresses at most'),
  );
};
/** Names or addresses, without port. */
const hosts = list.pipe(
  z.array(z.string().regex(/^[0-9A-Za-z.:-]+$/, 'must be addresses or names without a port')),
);
const oneOf = <const T extends readonly [string, ...string[]]>(options: T) =>
  z.enum(options, { error: `must be one of: ${options.join(', ')}` });

/** An origin as browsers send it: scheme, host, port; no path. */
const origin = url('http:', 'https:').transform((text) => new URL(text).origin);
/** The same, where whoever wrote a path would miss it: everything is served from the root. */
const wholeOrigin = url('http:', 'https:')
  .refine(
    (text) => !URL.canParse(text) || new URL(text).href === `${new URL(text).origin}/`,
    'must have no path: Converge wants a host name of its own',
  )
  .pipe(origin);

/** What Fastify's `trustProxy` takes: off, on, a rule (here: so many hops), or the proxies' addresses. */
export type TrustProxy = boolean | string[] | ((address: string, hop: number) => boolean);
const trustProxy = z.string().transform((text, context): TrustProxy => {
  if (text === 'off' || text === 'false') return false;
  if (text === 'on' || text === 'true') return true;
  if (/^\d+$/.test(text)) return (_address, hop) => hop < Number(text);
  const proxies = list.parse(text);
  if (!proxies.every(isNetwork)) {
    context.addIssue('must be off, on, a number of proxies, or addresses and networks');
  }
  return proxies;
});

/** An address (10.0.0.1), or a network as CIDR writes it (10.0.0.0/8). */
function isNetwork(text: string): boolean {
  const [address = '', prefix] = text.split('/', 2);
  const bits = isIP(address) === 6 ? 128 : 32;
  return isIP(address) !== 0 && (prefix === undefined || Number(prefix) <= bits);
}

interface Variable {
  readonly about: string;
  readonly type: z.ZodType;
  /** As it would be written in the environment; without one the variable may be absent. */
  readonly fallback?: string;
  /** Shown in .env.example where there is no fixed default. */
  readonly example?: string;
}

const variables = {
  PORT: {
    about: 'Port of the web server; 0 takes any free one.',
    type: number(0, 65535),
    fallback: '8080',
  },
  HOST: { about: 'Address to listen on.', type: z.string(), fallback: '0.0.0.0' },
  DATA_DIR: {
    about: 'Folder for everything that must survive: database, files, secrets, mail without SMTP.',
    type: z.string().transform((path) => resolve(path)),
    fallback: './data',
  },
  DATABASE_URL: {
    about: 'An existing PostgreSQL 15 or newer. Without it the server runs its own in DATA_DIR.',
    type: url('postgres:', 'postgresql:'),
    example: 'postgres://converge:password@localhost:5432/converge',
  },
  PUBLIC_URL: {
    about:
      'Address under which people reach the server; links that are sent begin with it. Without it: the address of the request.',
    type: wholeOrigin,
    example: 'https://meet.example.org',
  },
  ALLOWED_ORIGINS: {
    about:
      'Other origins whose pages may use the interfaces, separated by commas. Cookies travel within one site only: pages below the same domain (www.example.org for meet.example.org) act for the person who looks at them; those of another site see what needs nobody to be signed in.',
    type: list.pipe(z.array(origin)),
    fallback: '',
  },
  TRUST_PROXY: {
    about:
      'Whose X-Forwarded-* headers to believe: off, a number of proxies (1 where one stands before the server), or their addresses and networks. on believes whatever the header begins with, which is right only behind a proxy that overwrites what the client sent.',
    type: trustProxy,
    fallback: 'off',
  },
  RATE_LIMIT_FACTOR: {
    about:
      'Multiplies the limits of rate; raise it where very many people share one address. What slows down guessing at one account stays as it is.',
    type: number(1, 100_000),
    fallback: '1',
  },
  SPACE_NAME: {
    about:
      'Name of this place, on the main page and in mails. What is set here, admins can’t change.',
    type: z.string().max(80),
    fallback: 'Converge',
  },
  REGISTRATION: {
    about:
      'Whether people may make accounts themselves: open or closed. The first account is always possible. What is set here, admins can’t change.',
    type: oneOf(['open', 'closed']),
    fallback: 'open',
  },
  RTC_PORT: {
    about:
      'First media port, UDP and TCP; the n-th media worker takes the n-th after it. 0 takes any free ones.',
    type: number(0, 65000),
    fallback: '40000',
  },
  RTC_ANNOUNCED_ADDRESS: {
    about:
      'Addresses that browsers send media to, where they are not of this machine (NAT, containers); several, separated by commas, for the internet and the building at once.',
    type: hosts,
    fallback: '',
    example: '203.0.113.7,192.168.1.20',
  },
  STUN_URLS: {
    about:
      'STUN servers that tell browsers their outer address, separated by commas; only direct connections between two browsers need one.',
    type: iceUrls('stun', 'stun:turn.example.org:3478'),
    fallback: '',
    example: 'stun:turn.example.org:3478',
  },
  TURN_URLS: {
    about:
      'Relays for people behind strict firewalls, separated by commas: coturn with use-auth-secret.',
    type: iceUrls('turn', 'turn:turn.example.org:3478?transport=udp'),
    fallback: '',
    example:
      'turn:turn.example.org:3478?transport=udp,turn:turn.example.org:3478?transport=tcp,turns:turn.example.org:443?transport=tcp',
  },
  TURN_SECRET: {
    about: "Secret shared with the relays: coturn's static-auth-secret.",
    type: z.string().min(16, 'must have at least 16 characters'),
    example: 'another-long-random-text',
  },
  TURN_CREDENTIAL_SECONDS: {
    about: 'For how long the relays honour what a person was given; it is renewed before.',
    type: number(60, 7 * 24 * 3600),
    fallback: '3600',
  },
  DIRECT_CALLS: {
    about:
      'Whether the media of calls between two goes directly from one to the other where it can: on or off. Each then learns the other’s address.',
    type: oneOf(['on', 'off']),
    fallback: 'on',
  },
  MEDIA_WORKERS: {
    about: 'Number of media worker processes. Without it: one per core, at most four.',
    type: number(1, 64),
    example: '2',
  },
  MEDIASOUP_WORKER_BIN: {
    about: "Path of the media worker's binary. `npm start` finds or builds one.",
    type: z.string(),
    example: '/usr/local/lib/mediasoup-worker',
  },
  FILE_MAX_MB: {
    about: 'The largest file that a room takes, in MiB. What is set here, admins can’t change.',
    type: number(1, 1_000_000),
    fallback: '2048',
  },
  ROOM_QUOTA_MB: {
    about:
      'How much all files of one room may hold together, in MiB. What is set here, admins can’t change for the space; a single room may have its own.',
    type: number(1, 100_000_000),
    fallback: '2048',
  },
  CLAMD_ADDRESS: {
    about:
      'A ClamAV daemon that looks at every file before anybody gets it: host:port, or the path of its socket. What is larger than its StreamMaxLength is let through.',
    type: z.string().regex(/^(\/.+|.+:\d{1,5})$/, 'must be host:port or the path of a socket'),
    example: '127.0.0.1:3310',
  },
  SMTP_URL: {
    about: 'Server that sends mail. Without it mails are written to DATA_DIR/mail.',
    type: url('smtp:', 'smtps:'),
    example: 'smtps://user:password@mail.example.org',
  },
  MAIL_FROM: {
    about: 'Sender of mails.',
    type: z.string(),
    fallback: 'Converge <converge@localhost>',
  },
  LOG_LEVEL: {
    about: 'How much is logged: debug, info, warn, error or silent.',
    type: oneOf(['debug', 'info', 'warn', 'error', 'silent']),
    fallback: 'info',
  },
  TLS: {
    about:
      'https: off, self-signed (made for the addresses of this machine) or files. Browsers give camera and microphone only to https and to localhost.',
    type: oneOf(['off', 'self-signed', 'files']),
    fallback: 'off',
  },
  TLS_CERT: {
    about: 'Certificate chain (PEM) for TLS=files.',
    type: z.string(),
    example: '/etc/ssl/meet.pem',
  },
  TLS_KEY: {
    about: 'Private key (PEM) for TLS=files.',
    type: z.string(),
    example: '/etc/ssl/meet.key',
  },
  METRICS_TOKEN: {
    about: 'Bearer token that /metrics asks for. Without it /metrics answers only this machine.',
    type: z.string().min(16, 'must have at least 16 characters'),
    example: 'a-long-random-text',
  },
} as const satisfies Record<string, Variable>;

type Variables = typeof variables;
type Raw = {
  readonly [K in keyof Variables]: Variables[K] extends { fallback: string }
    ? z.output<Variables[K]['type']>
    : z.output<Variables[K]['type']> | undefined;
};

/** The parsed configuration. */
export type Env = Omit<Raw, 'MEDIA_WORKERS'> & {
  readonly MEDIA_WORKERS: number;
  /** Which of them somebody wrote, and aren't defaults. */
  readonly given: ReadonlySet<keyof Variables>;
};

/** The environment is not usable; the message lists every fault, one a line, in plain words. */
export class EnvError extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(
      `The configuration has ${faults.length} fault${faults.length === 1 ? '' : 's'}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    );
    this.name = 'EnvError';
    this.faults = faults;
  }
}

/**
 * Parses `source`; an empty value counts as absent.
 * @throws EnvError naming all faults at once
 */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, variable] of Object.entries<Variable>(variables)) {
    const text = source[name]?.trim() || variable.fallback;
    if (text === undefined) continue;
    const parsed = variable.type.safeParse(text);
    if (parsed.success) values[name] = parsed.data;
    else
      faults.push(
        `${name}: ${[...new Set(parsed.error.issues.map((issue) => issue.message))].join('; ')}`,
      );
  }
  if (values.TLS === 'files') {
    for (const name of ['TLS_CERT', 'TLS_KEY']) {
      if (values[name] === undefined) faults.push(`${name}: is needed when TLS is "files"`);
    }
  }
  if (Array.isArray(values.TURN_URLS) && values.TURN_URLS.length > 0 && !source.TURN_SECRET?.trim())
    faults.push('TURN_SECRET: is needed where there are TURN_URLS');
  if (faults.length > 0) throw new EnvError(faults);
  values.MEDIA_WORKERS ??= Math.min(availableParallelism(), 4);
  values.given = new Set(Object.keys(variables).filter((name) => source[name]?.trim()));
  return values as unknown as Env;
}

/** Reads the process's environment. Called once, by main.ts. */
export const readEnv = (): Env => parseEnv(process.env);

/** The text of `.env.example`. */
export function renderEnvExample(): string {
  const blocks = Object.entries<Variable>(variables).map(
    ([name, { about, fallback, example }]) => `# ${about}\n#${name}=${fallback || example || ''}\n`,
  );
  return `# Copy to .env and change what you need; every line is optional.\n\n${blocks.join('\n')}`;
}

/** Every variable there is, with what holds where nobody sets it; null: nothing. */
export const defaults: ReadonlyMap<string, string | null> = new Map(
  Object.entries<Variable>(variables).map(([name, { fallback }]) => [name, fallback || null]),
);
