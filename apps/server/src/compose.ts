/**
 * The one place that constructs the server and wires its parts, from the bottom up.
 *
 * The pattern of every part:
 *   createX(deps)                  makes the part: plain object, plain functions, no globals
 *   registerXRoutes(app, deps)     adds its REST routes (schemas from packages/protocol/src/rest)
 *   shutdown.add('x', close)       where it has something to close: steps run in REVERSE order,
 *                                  so register right where the part is made
 *   readiness.add('x', check)      where the server can't serve without it
 */

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lockable } from '@converge/protocol/rest/admin';
import {
  Calls,
  callHandlers,
  createCallMetrics,
  observers,
  ownedCalls,
  registerCallMetrics,
} from './calls/index.ts';
import { createMemoryDirectory } from './cluster/directory.ts';
import type { Env } from './config/env.ts';
import { loadSecrets } from './config/secrets.ts';
import {
  createManagePeople,
  createRetention,
  type Retention,
  registerLogRoutes,
  registerManagePeopleRoutes,
  registerManageSpaceRoutes,
  registerManageStorageRoutes,
} from './features/admin/index.ts';
import { type Auth, createAuth, registerAuthRoutes } from './features/auth/index.ts';
import { createChat } from './features/chat/index.ts';
import { registerCheckRoutes } from './features/check/index.ts';
import { createFiles, type Files } from './features/files/index.ts';
import {
  createHealth,
  createMachine,
  type Health,
  registerHealthOfSpaceRoutes,
} from './features/health/index.ts';
import { createIce, registerIceRoutes } from './features/ice/index.ts';
import { createPeople, registerPeopleRoutes } from './features/people/index.ts';
import { createRooms, type Rooms } from './features/rooms/index.ts';
import { createSpace, type Given, registerSpaceRoutes } from './features/space/index.ts';
import { createGateway, type Gateway } from './gateway/gateway.ts';
import { defaultLimits, scaleLimits } from './gateway/limits.ts';
import { createHttpApp } from './http/app.ts';
import { registerHealthRoutes } from './http/health.ts';
import { registerDocsRoutes } from './http/openapi.ts';
import { registerWebApp } from './http/web-app.ts';
import { createDiskBlobs } from './platform/blobs/blobs.ts';
import { createClientAddress } from './platform/client-address.ts';
import { systemClock } from './platform/clock.ts';
import { lockDataFolder } from './platform/data-lock.ts';
import { type Database, openDatabase } from './platform/db/client.ts';
import { clusterStopMs } from './platform/db/cluster/cluster.ts';
import { startSupervisedCluster } from './platform/db/cluster/supervised.ts';
import { migrate } from './platform/db/migrate.ts';
import { createReachedByHttps } from './platform/https.ts';
import type { Log } from './platform/log.ts';
import { createPost } from './platform/mail/mail.ts';
import { createMetrics, type Metrics } from './platform/metrics.ts';
import { networkOf } from './platform/network.ts';
import { createOrigins } from './platform/origins.ts';
import { createOutbox, type Outbox } from './platform/outbox/outbox.ts';
import { createPublicAddress } from './platform/public-address.ts';
import { createRateLimits } from './platform/rate-limits.ts';
import { createReadiness } from './platform/readiness.ts';
import { createRoomPace, type RoomPace } from './platform/realtime/room-pace.ts';
import { createShutdown, type Shutdown } from './platform/shutdown.ts';
import { createStopwatch, type Stopwatch } from './platform/stopwatch.ts';
import { loadTls } from './platform/tls.ts';
import { type App, portOf } from './platform/web.ts';

const mebibyte = 1024 * 1024;

export interface Composed {
  readonly app: App;
  readonly scheme: 'http' | 'https';
  readonly auth: Auth;
  readonly outbox: Outbox;
  readonly files: Files;
  readonly rooms: Rooms;
  readonly database: Database;
  readonly calls: Calls;
  readonly gateway: Gateway;
  readonly health: Health;
  readonly metrics: Metrics;
  readonly retention: Retention;
  readonly shutdown: Shutdown;
  /** How long the slow parts of the start took. */
  readonly stopwatch: Stopwatch;
}

/**
 * Starts everything but listening. On failure what was started is closed again.
 * @param shutdown may be run before this is through: what is starting is given up, too
 * @param pace how much all together write into a room; by default as the environment scales it
 */
export async function compose(
  env: Env,
  log: Log,
  shutdown: Shutdown = createShutdown(log),
  pace: RoomPace = createRoomPace(systemClock, env.RATE_LIMIT_FACTOR),
): Promise<Composed> {
  try {
    return await build(env, log, shutdown, pace);
  } catch (error) {
    await shutdown.run();
    throw error;
  }
}

async function build(env: Env, log: Log, shutdown: Shutdown, pace: RoomPace): Promise<Composed> {
  // ---- platform: data folder, database, counters ----
  shutdown.add('data folder', await lockDataFolder(env.DATA_DIR, { log }));
  shutdown.signal.throwIfAborted();
  const secrets = loadSecrets(env.DATA_DIR);
  const metrics = createMetrics();
  const readiness = createReadiness();
  const rateLimits = createRateLimits(env.RATE_LIMIT_FACTOR);
  const origins = createOrigins(env.PUBLIC_URL, env.ALLOWED_ORIGINS);
  // Media workers start while the database does.
  const stopwatch = createStopwatch();
  const startingMedia = stopwatch.time('media workers', startMedia(env, log, shutdown, metrics));
  // Whether they did is asked below; until then a failure of theirs is nobody's.
  startingMedia.catch(() => undefined);
  const connecting = connectionTo(env, secrets.database, log, shutdown);
  const connection = await stopwatch.time('PostgreSQL', connecting);
  const database = openDatabase(connection, log);
  shutdown.add('database connections', () => database.close());
  readiness.add('database', () => database.check());
  await stopwatch.time('migrations', migrate(database.pool));

  const outbox = createOutbox(database.db, log);
  // A mail server that hangs isn't waited for longer: what isn't sent now comes again.
  shutdown.add('outbox', () => outbox.close(), { limitMs: 8_000 });
  const post = createPost({
    smtpUrl: env.SMTP_URL,
    from: env.MAIL_FROM,
    folder: join(env.DATA_DIR, 'mail'),
    outbox,
    log,
  });
  const blobs = createDiskBlobs(join(env.DATA_DIR, 'blobs'));

  // ---- features: what they know and do ----
  const { db } = database;
  const space = createSpace({ db, blobs, given: givenSettings(env) });
  const auth = createAuth({
    db,
    log,
    secret: secrets.auth,
    spaceName: space.name,
    outbox,
    post,
    rateLimits,
    registration: space.registration,
    isInvitation: space.isInvitation,
  });
  const { registry } = metrics;
  const addressOf = createClientAddress(env.TRUST_PROXY);
  const gateway = createGateway({
    log,
    registry,
    identify: (request, room) =>
      rooms.identifyFrom(networkOf(addressOf(request)), request.headers.cookie, room),
    allowsOrigin: ({ headers: { origin, host, 'sec-fetch-site': site } }) =>
      origins.allows({ origin, host, secFetchSite: site }),
    addressOf,
    allowedOrigins: origins.others,
    limits: scaleLimits(defaultLimits, env.RATE_LIMIT_FACTOR),
  });
  const { broadcast, sessions, ahead } = gateway;
  auth.sessions.onEnd(({ sessionId }) => sessions.closeAccountSession(sessionId));
  const ice = createIce({
    stunUrls: env.STUN_URLS,
    turnUrls: env.TURN_URLS,
    turnSecret: env.TURN_SECRET,
    credentialSeconds: env.TURN_CREDENTIAL_SECONDS,
    clock: systemClock,
  });
  const rooms = createRooms({
    ...{ db, clock: systemClock, identify: auth.identify, broadcast, sessions, ahead },
    media: () => media.capabilities,
    ice: ice.kind,
    defaults: async (preset) => (await space.settings()).defaults[preset],
    networkSecret: secrets.networks,
  });
  await rooms.recover();
  const chat = createChat({
    ...{ database, clock: systemClock, broadcast, registry, pace },
    actorIn: rooms.actorIn,
  });
  const files = await createFiles({
    ...{ db, blobs, outbox, log, broadcast, dataDir: env.DATA_DIR, clamd: env.CLAMD_ADDRESS },
    async limits() {
      const { fileMaxMb, roomQuotaMb, handInShare } = await space.settings();
      return {
        fileMax: fileMaxMb * mebibyte,
        roomMax: roomQuotaMb * mebibyte,
        handInShare: handInShare / 100,
      };
    },
    ...{ identify: rooms.identifyFrom, actorIn: rooms.actorIn, peopleOf: rooms.peopleOf },
  });
  rooms.attachFiles(files.ofRooms);
  const people = createPeople({ db, blobs, changed: rooms.accountChanged });

  // ---- calls and media ----
  const media = await startingMedia;
  readiness.add('media worker', () => media.check());
  const machine = createMachine({
    dataDir: env.DATA_DIR,
    log,
    calls: () => calls.counts(),
    sockets: () => gateway.sockets(),
    workerLoad: media.load,
  });
  shutdown.add('measuring of the machine', () => machine.close());
  const health = createHealth({ clock: systemClock, log, read: machine.read });
  shutdown.add('health', () => health.close());
  const observer = observers(createCallMetrics(registry), health.tally);
  const calls = new Calls({
    ...{ media, rooms: rooms.forCalls, broadcast, clock: systemClock, log, observer, pace },
    direct: env.DIRECT_CALLS === 'on',
  });
  rooms.attachCalls(createMemoryDirectory(ownedCalls(calls)));
  await calls.recover();
  registerCallMetrics(calls, registry);

  // ---- web server: everything that holds for all routes, then the features' routes ----
  const tls = await loadTls({
    mode: env.TLS,
    certFile: env.TLS_CERT,
    keyFile: env.TLS_KEY,
    dataDir: env.DATA_DIR,
  });
  const reachedByHttps = createReachedByHttps(env.PUBLIC_URL);
  const app = await createHttpApp({
    log,
    metrics,
    origins,
    rateLimits,
    reachedByHttps,
    trustProxy: env.TRUST_PROXY,
    tls,
    concerns: (roomId) => calls.concernsRoom(roomId),
  });
  shutdown.add('web server', () => app.close());
  const scheme = tls ? 'https' : 'http';
  const publicAddress = createPublicAddress({
    ...{ publicUrl: env.PUBLIC_URL, scheme, host: env.HOST },
    port: () => portOf(app),
  });
  const mail = env.SMTP_URL !== undefined;
  registerHealthRoutes(app, { readiness, metrics, metricsToken: env.METRICS_TOKEN });
  registerSpaceRoutes(app, { space, auth, reachedByHttps, publicAddress, mail });
  registerAuthRoutes(app, { auth, reachedByHttps, publicAddress });
  registerPeopleRoutes(app, { people, auth, reachedByHttps });
  registerCheckRoutes(app, {
    openProbe: (wish, network) => media.probes.open(wish, network),
    ...{ rateLimits, workers: env.MEDIA_WORKERS },
  });
  rooms.registerRoutes(app, { reachedByHttps, rateLimits });
  const managePeople = createManagePeople({ db, auth, rooms: rooms.forAdmins });
  registerManagePeopleRoutes(app, {
    ...{ people: managePeople, identify: auth.identify, publicAddress, mail },
  });
  registerManageSpaceRoutes(app, { rooms: rooms.forAdmins, space, identify: auth.identify });
  const retention = createRetention({
    ...{ clock: systemClock, log },
    days: async () => (await space.settings()).retention,
    kinds: {
      files: files.forAdmins,
      calls: rooms.forAdmins.reports,
      log: rooms.forAdmins.lines,
      guests: rooms.oldGuests([chat.traces, files.traces]),
    },
  });
  shutdown.add('retention', () => retention.close());
  registerManageStorageRoutes(app, {
    ...{ db, space, retention, disk: machine.storage, identify: auth.identify },
    ...{ files: files.forAdmins, rooms: rooms.forAdmins },
  });
  registerLogRoutes(app, { rooms: rooms.forAdmins, identify: auth.identify });
  const startedAt = Date.now();
  registerHealthOfSpaceRoutes(app, {
    ...{ health, identify: auth.identify, live: rooms.live },
    // Loaded when somebody looks: starting needs none of it.
    status: async () =>
      (await import('./doctor/status.ts')).lookAtStatus({
        ...{ env, startedAt, mail: post.check },
        database: () => database.time(),
        workers: () => media.workers,
      }),
  });
  registerIceRoutes(app, { ice, identify: rooms.identifyFrom, rateLimits });
  files.registerRoutes(app, { rateLimits });
  shutdown.add('uploads and downloads', () => files.close());
  await registerDocsRoutes(app);
  await registerWebApp(app, fileURLToPath(new URL('../../web/dist', import.meta.url)));

  // ---- live gateway: on the web server's port; closes before it ----
  gateway.serve(
    app.server,
    [...rooms.handlers(chat.firstLook), ...chat.handlers, ...callHandlers(calls, rooms.forCalls)],
    (session, roomId) => calls.concerns(session, roomId),
  );
  shutdown.add('calls', () => calls.close());
  shutdown.add('live connections', () => gateway.close());

  retention.start();
  outbox.start();
  files.sweep.start();
  health.start();
  return {
    app,
    scheme,
    auth,
    calls,
    database,
    files,
    gateway,
    health,
    metrics,
    outbox,
    retention,
    rooms,
    shutdown,
    stopwatch,
  };
}

/** Loaded beside the rest: mediasoup takes a third of a second to load and its workers to start. */
async function startMedia(env: Env, log: Log, shutdown: Shutdown, { registry }: Metrics) {
  const starting = import('./media/index.ts').then((media) =>
    media.startMedia({
      workers: env.MEDIA_WORKERS,
      workerBin: env.MEDIASOUP_WORKER_BIN,
      port: env.RTC_PORT,
      announced: env.RTC_ANNOUNCED_ADDRESS,
      stopping: () => shutdown.started,
      log,
      registry,
    }),
  );
  // What didn't start ended itself.
  shutdown.add('media workers', () =>
    starting.then(
      (media) => media.close(),
      () => undefined,
    ),
  );
  return starting;
}

/** What the environment says of the space; what somebody wrote there isn't set elsewhere. */
function givenSettings(env: Env): Given {
  const names = {
    name: 'SPACE_NAME',
    registration: 'REGISTRATION',
    fileMaxMb: 'FILE_MAX_MB',
    roomQuotaMb: 'ROOM_QUOTA_MB',
  } as const;
  return {
    name: env.SPACE_NAME,
    registration: env.REGISTRATION,
    fileMaxMb: env.FILE_MAX_MB,
    roomQuotaMb: env.ROOM_QUOTA_MB,
    locked: lockable.filter((name) => env.given.has(names[name])),
  };
}

async function connectionTo(env: Env, password: string, log: Log, shutdown: Shutdown) {
  if (env.DATABASE_URL) return { connectionString: env.DATABASE_URL };
  const { signal } = shutdown;
  const starting = startSupervisedCluster({ dataDir: env.DATA_DIR, password, log, signal });
  // Known before it runs, so that it ends with the rest also where it is only starting.
  const stop = () =>
    starting.then(
      (cluster) => cluster.stop(),
      () => undefined,
    );
  shutdown.add('own PostgreSQL', stop, { limitMs: clusterStopMs, kept: true });
  const cluster = await starting;
  return { ...cluster.connection, database: cluster.database };
}
