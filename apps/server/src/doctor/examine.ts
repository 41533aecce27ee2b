/** Looks at one deployment as its settings describe it, part by part. Changes nothing. */
import { existsSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { EnvError, parseEnv } from '../config/env.ts';
import { holderOf } from '../platform/data-lock.ts';
import { lookAtAnnounced } from './announced.ts';
import { lookAtHttps } from './certificates.ts';
import { diskAhead, judgeClock } from './clock.ts';
import { lookAtDataFolder } from './data-folder.ts';
import { lookAtDatabase } from './database.ts';
import { lookAtFfmpeg } from './ffmpeg.ts';
import { about, type Finding } from './finding.ts';
import { lookAtMediaPorts, lookAtPort } from './ports.ts';
import { lookAtTurn } from './turn.ts';

/** @param source the environment, as the server would read it */
export async function examine(
  source: Readonly<Record<string, string | undefined>>,
): Promise<Finding[]> {
  const { green, red } = about('settings');
  let env: ReturnType<typeof parseEnv>;
  try {
    env = parseEnv(source);
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    const remedy = 'Mend it in the environment or in .env; the rest is looked at after that';
    return error.faults.map((fault) => red(fault, remedy));
  }
  const holder = holderOf(env.DATA_DIR);
  const running = holder !== null;
  const database = await lookAtDatabase({ url: env.DATABASE_URL, dataDir: env.DATA_DIR, running });
  const place = { host: env.HOST, port: env.PORT, https: env.TLS !== 'off' };
  const media = { first: env.RTC_PORT, workers: env.MEDIA_WORKERS };
  const interfaces = networkInterfaces();
  const announced = { addresses: env.RTC_ANNOUNCED_ADDRESS, publicUrl: env.PUBLIC_URL };
  const diskMs = existsSync(env.DATA_DIR) ? await diskAhead(env.DATA_DIR) : null;
  return [
    green(running ? `understood; a server runs with them (pid ${holder})` : 'understood'),
    ...(await lookAtDataFolder(env.DATA_DIR)),
    ...database.findings,
    await lookAtPort(place, running),
    ...(await lookAtMediaPorts(media, interfaces, running)),
    ...(await lookAtAnnounced(announced, interfaces)),
    ...(await lookAtHttps(env)),
    judgeClock({ databaseMs: database.aheadMs, diskMs }),
    ...(await lookAtTurn({ urls: env.TURN_URLS, secret: env.TURN_SECRET })),
    await lookAtFfmpeg(),
  ];
}
