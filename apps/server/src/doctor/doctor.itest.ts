/** OPS-8: a deployment with one thing broken at a time, and what the doctor says of it. */
import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ConditionOf } from '@converge/protocol/rest/status';
import { generate } from 'selfsigned';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../../../e2e/harness/ports.ts';
import { startCoturn } from '../../../../tools/coturn/start.mjs';
import { createTestDatabase } from '../../test/database.ts';
import { killServerProcesses, startServerProcess } from '../../test/process.ts';
import { askAllocation } from './allocation.ts';
import { judgeClock } from './clock.ts';
import { roomFor } from './data-folder.ts';
import { compare, version } from './database.ts';
import { examine } from './examine.ts';
import type { Finding } from './finding.ts';
import { placeOf } from './turn.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'converge-doctor-'));
});
afterEach(async () => {
  await killServerProcesses();
  rmSync(dataDir, { recursive: true, force: true });
});

const ask = (env: Record<string, string> = {}) =>
  examine({ HOST: '127.0.0.1', PORT: '0', RTC_PORT: '0', DATA_DIR: dataDir, ...env });

/** Of one part; each that isn't green says what to do. */
async function look(part: string, env: Record<string, string> = {}): Promise<Finding[]> {
  const findings = await ask(env);
  for (const { level, remedy } of findings) expect(remedy !== undefined).toBe(level !== 'green');
  return findings.filter((one) => one.part === part);
}

const red = (text: RegExp) => ({ level: 'red', text: expect.stringMatching(text) });
const amber = (text: RegExp) => ({ level: 'amber', text: expect.stringMatching(text) });
/** The same for the page of health (ADMIN-16). */
const as = (condition: ConditionOf<'relay'>) => ({ found: { condition } });
const green = (text: RegExp) => ({ level: 'green', text: expect.stringMatching(text) });

test('OPS-8 nothing is red where nothing is broken, and nothing is changed', async () => {
  const findings = await ask({ DATA_DIR: join(dataDir, 'later') });
  expect(findings.filter(({ level }) => level === 'red')).toEqual([]);
  expect(findings.map(({ part }) => part)).toContain('relay');
});

test('OPS-8 faulty settings are named one by one', async () => {
  const findings = await ask({ PORT: 'eighty', TLS: 'maybe' });
  expect(findings).toMatchObject([red(/^PORT/), red(/^TLS/)]);
});

test('OPS-8 a data folder that is no folder, secrets that others read, secrets that are damaged', async () => {
  const file = join(dataDir, 'file');
  writeFileSync(file, '');
  expect(await look('data folder', { DATA_DIR: file })).toMatchObject([red(/can't be written/)]);
  const secrets = join(dataDir, 'secrets.json');
  writeFileSync(secrets, '{}');
  chmodSync(secrets, 0o644);
  expect(await look('data folder')).toMatchObject([green(/written/), amber(/read by others/)]);
  writeFileSync(secrets, '{"auth":', { mode: 0o600 });
  expect(await look('data folder')).toMatchObject([green(/written/), red(/can't be read/)]);
});

test('OPS-8 a full disk', () => {
  expect(roomFor(100 * 2 ** 20, '/data')).toMatchObject(red(/^100 MB free/));
  expect(roomFor(2 ** 30, '/data')).toMatchObject(amber(/^1024 MB free/));
  expect(roomFor(100 * 2 ** 30, '/data')).toMatchObject(green(/^100 GB free/));
});

describe('the database', () => {
  test('OPS-8 a given one that answers, and one that is not there', async () => {
    const database = await createTestDatabase();
    try {
      expect(await look('database', { DATABASE_URL: database.url })).toMatchObject([
        green(/^PostgreSQL \d+\.\d+ answers/),
        green(/tables are those of this version/),
      ]);
    } finally {
      await database.drop();
    }
    const gone = 'postgres://nobody:x@127.0.0.1:9/nothing';
    expect(await look('database', { DATABASE_URL: gone })).toMatchObject([red(/ECONNREFUSED/)]);
  });

  test('OPS-8 one that is too old, behind, or ahead of this version', () => {
    expect(version(140_009)).toMatchObject(red(/^PostgreSQL 14\.9 is too old/));
    expect(compare(1, 3)).toMatchObject(amber(/^2 steps behind/));
    expect(compare(4, 3)).toMatchObject(red(/newer version/));
  });
});

describe('ports', () => {
  test('OPS-8 held by another program, of pages and of media, on UDP and TCP', async () => {
    const [port, media] = [await freePort(), await freePort()];
    const web = createServer().listen(port, '127.0.0.1');
    const tcp = createServer().listen(media, '127.0.0.1');
    await Promise.all([once(web, 'listening'), once(tcp, 'listening')]);
    const udp = createSocket('udp4').bind(media, '127.0.0.1');
    await once(udp, 'listening');
    onTestFinished(() => {
      web.close();
      tcp.close();
      udp.close();
    });
    const env = { PORT: String(port), RTC_PORT: String(media), MEDIA_WORKERS: '1' };
    expect(await look('port', env)).toMatchObject([red(/in use by another program/)]);
    expect(await look('media ports', env)).toMatchObject([
      red(/^UDP \d+ of 127\.0\.0\.1 is in use/),
      red(/^TCP \d+ of 127\.0\.0\.1 is in use/),
    ]);
    expect(await look('port', { HOST: '198.51.100.1', PORT: String(port) })).toMatchObject([
      red(/can't be listened on/),
    ]);
  });

  test('OPS-8 held by our own running server: all is well, and its own database is asked', async () => {
    const server = await startServerProcess({ DATA_DIR: dataDir });
    const { port } = new URL(server.baseUrl);
    const findings = await ask({ PORT: port });
    expect(findings.filter(({ level }) => level === 'red')).toEqual([]);
    const textOf = (part: string) => findings.find((one) => one.part === part)?.text;
    expect(textOf('settings')).toContain(`pid ${server.pid}`);
    expect(textOf('port')).toBe(`port ${port} is held by our own running server`);
    expect(textOf('database')).toMatch(/^PostgreSQL \d+\.\d+ answers/);
    expect(textOf('clock')).toContain('agrees with the database and the disk');
    // Two servers with a database each begin here.
  });
});

test.each([
  ['127.0.0.1', 'red', /everybody's own machine/],
  ['::1', 'red', /everybody's own machine/],
  ['0.0.0.0', 'red', /no address/],
  ['media.invalid', 'red', /leads nowhere/],
  ['10.255.254.253', 'amber', /private address/],
  ['203.0.113.7', 'green', /forward the media ports/],
])('OPS-8 an announced address %s is %s', async (address, level, text) => {
  expect(await look('announced address', { RTC_ANNOUNCED_ADDRESS: address })).toMatchObject([
    { level, text: expect.stringMatching(text) },
  ]);
});

describe('https', () => {
  const make = async (name: string, days: number) => {
    const made = await generate([{ name: 'commonName', value: name }], {
      keyType: 'ec',
      notBeforeDate: new Date(Date.now() - 100 * 24 * 3600 * 1000),
      notAfterDate: new Date(Date.now() + days * 24 * 3600 * 1000),
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: name }] }],
    });
    mkdirSync(join(dataDir, name), { recursive: true });
    const [cert, key] = [join(dataDir, name, 'cert.pem'), join(dataDir, name, 'key.pem')];
    writeFileSync(cert, made.cert);
    writeFileSync(key, made.private);
    return { TLS: 'files', TLS_CERT: cert, TLS_KEY: key };
  };

  test('OPS-8 a certificate that is right, for another host, of another key, unreadable', async () => {
    const good = await make('meet.example.org', 90);
    const other = await make('other.example.org', 90);
    const here = { PUBLIC_URL: 'https://meet.example.org' };
    const levels = async (env: Record<string, string>) =>
      (await look('https', env)).map(({ level }) => level);
    expect(await levels({ ...good, ...here })).toEqual(['green', 'green', 'green']);
    expect(await look('https', { ...other, ...here })).toMatchObject([
      green(/belong together/),
      green(/holds until/),
      red(/isn't for meet\.example\.org/),
    ]);
    expect(await look('https', { ...good, TLS_KEY: other.TLS_KEY })).toMatchObject([
      red(/another certificate/),
      green(/holds/),
    ]);
    expect(await look('https', { ...good, TLS_CERT: '/nowhere.pem' })).toMatchObject([
      red(/^TLS_CERT can't be read/),
    ]);
    expect(await look('https', { ...good, TLS_CERT: good.TLS_KEY })).toMatchObject([
      red(/no certificate/),
    ]);
  });

  test('OPS-8 one that has ended, one that ends soon, and none', async () => {
    expect(await look('https', await make('old.example.org', -1))).toMatchObject([
      green(/belong/),
      red(/ended/),
    ]);
    expect(await look('https', await make('soon.example.org', 5))).toMatchObject([
      green(/belong/),
      amber(/ends in [45] days/),
    ]);
    expect(await look('https')).toMatchObject([amber(/no camera/)]);
    expect(await look('https', { PUBLIC_URL: 'https://meet.example.org' })).toMatchObject([
      amber(/proxy/),
    ]);
  });
});

test('OPS-8 a clock that is off, by what it can be compared with', () => {
  expect(judgeClock({ databaseMs: 5, diskMs: -3 })).toMatchObject(green(/database and the disk/));
  expect(judgeClock({ databaseMs: -5_000, diskMs: 0 })).toMatchObject(amber(/5 s behind/));
  expect(judgeClock({ databaseMs: 0, diskMs: 90_000 })).toMatchObject(red(/disk is 90 s ahead/));
  expect(judgeClock({ databaseMs: null, diskMs: null })).toMatchObject(amber(/can’t be judged/));
  expect(judgeClock({ databaseMs: 0, diskMs: 0 }, 0)).toMatchObject(red(/1970/));
});

describe('the relay', () => {
  const secret = 'a secret that nobody guesses so soon';

  test('OPS-8 a real one: on each way, with its secret and with another; and one that isn’t there', async () => {
    const relay = await startCoturn({ secret });
    onTestFinished(relay.stop);
    const { udp, tcp, tls } = relay.urls;
    const urls = `${udp},${tcp},turn:127.0.0.1:9?transport=tcp`;
    expect(await look('relay', { TURN_URLS: urls, TURN_SECRET: secret })).toMatchObject([
      green(/TURN_SECRET is set/),
      green(/relays for who has TURN_SECRET/),
      green(/relays for who has TURN_SECRET/),
      { ...red(/ECONNREFUSED/), ...as('silent') },
    ]);
    const wrong = `${secret}, but another`;
    expect(await look('relay', { TURN_URLS: `${udp},${tcp}`, TURN_SECRET: wrong })).toMatchObject([
      green(/is set/),
      { ...red(/refuses the credentials/), ...as('refused') },
      { ...red(/refuses the credentials/), ...as('refused') },
    ]);
    // No browser takes a certificate that nobody vouches for.
    expect(await look('relay', { TURN_URLS: tls, TURN_SECRET: secret })).toMatchObject([
      green(/is set/),
      {
        ...red(/certificate that browsers refuse: self.signed/),
        ...as('certificate'),
        remedy: expect.not.stringMatching(/Start/),
      },
    ]);
    // Nothing of the look is left over: the relay was given back.
    expect(await askAllocation(place(udp), secret, 3_000)).toEqual({ kind: 'given' });
  });

  test('OPS-8 something else that answers there, and one without its secret', async () => {
    const udp = createSocket('udp4').bind(0, '127.0.0.1');
    await once(udp, 'listening');
    onTestFinished(() => {
      udp.close();
    });
    /** As any STUN server does with a question that it doesn't know: the same id, and no. */
    udp.on('message', (bytes, { port, address }) => {
      const answer = Buffer.from(bytes.subarray(0, 20));
      answer.writeUInt16BE(0x0101, 0);
      answer.writeUInt16BE(0, 2);
      udp.send(answer, port, address);
    });
    const at = `turn:127.0.0.1:${udp.address().port}`;
    expect(await look('relay', { TURN_URLS: at, TURN_SECRET: secret })).toMatchObject([
      green(/is set/),
      { ...red(/is no relay/), ...as('noRelay') },
    ]);
    const secretless = { DATA_DIR: dataDir, PORT: '0', RTC_PORT: '0', TURN_URLS: at };
    const findings = await examine(secretless);
    expect(findings).toContainEqual(expect.objectContaining(red(/TURN_SECRET/)));
  });

  const place = (url: string) => {
    const found = placeOf(url);
    if (!found) throw new Error(`${url} is no relay`);
    return found;
  };
});

test('OPS-8 the command ends with 1 when something is red, and says it to machines too', async () => {
  const command = fileURLToPath(new URL('../../../../tools/doctor.mjs', import.meta.url));
  const run = (env: Record<string, string>) =>
    new Promise<{ code: unknown; findings: Finding[] }>((resolve) => {
      const all = { ...process.env, DATA_DIR: dataDir, PORT: '0', RTC_PORT: '0', ...env };
      execFile(process.execPath, [command, '--json'], { env: all }, (error, stdout) =>
        resolve({ code: error?.code ?? 0, findings: JSON.parse(stdout) }),
      );
    });
  const well = await run({});
  expect(well.findings.filter(({ level }) => level === 'red')).toEqual([]);
  expect(well.code).toBe(0);
  const ill = await run({ RTC_ANNOUNCED_ADDRESS: '127.0.0.1', MEDIASOUP_WORKER_BIN: '/nowhere' });
  expect(ill.findings.filter(({ level }) => level === 'red')).toMatchObject([
    { part: 'media worker' },
    { part: 'announced address' },
  ]);
  expect(ill.code).toBe(1);
});
