/** The space as a whole: what is set for it. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { ConvergeError } from '@converge/protocol/errors';
import type { Settings, UpdateSettingsBody } from '@converge/protocol/rest/admin';
import type { Registration } from '@converge/protocol/rest/space';
import { sql } from 'drizzle-orm';
import type { BlobStore } from '../../platform/blobs/blobs.ts';
import type { Db, Tx } from '../../platform/db/client.ts';
import { locks } from '../../platform/db/locks.ts';
import { keyOfLogo, type LogoFormat, logoTypes, sniffLogo } from './logo.ts';
import { differences, type Given, Stored, settingsOf, storedAfter } from './settings.ts';
import { spaceSettings } from './space.tables.ts';

/** Writes what was changed into the log, in the change's own transaction. */
export type Note = (tx: Tx, details: Record<string, string | null>) => Promise<void>;

export interface Space {
  /** All that is set; read each time, so that every server and every request has the newest. */
  settings(): Promise<Settings>;
  /**
   * Changes what is given, and notes what that made different.
   * @throws ConvergeError bad_request, where it is set in the environment (`locked`)
   */
  change(body: UpdateSettingsBody, note: Note): Promise<Settings>;
  /** Another link for those who are invited; the old one stops working. */
  renewInvitation(note: Note): Promise<Settings>;
  /** Another logo, or (null) ours. @throws ConvergeError too_large, unsupported_media_type */
  setLogo(bytes: Uint8Array | null, note: Note): Promise<Settings>;
  /** Null where there is no such logo. */
  logo(key: string): Promise<{ bytes: Buffer; type: string } | null>;
  /** Whether this is what stands in that link. */
  isInvitation(token: string): Promise<boolean>;
  name(): Promise<string>;
  registration(): Promise<Registration>;
}

export interface SpaceOptions {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly given: Given;
}

const newInvitation = () => randomBytes(18).toString('base64url');
const blobOf = (key: string) => `logo/${key}`;

export function createSpace({ db, blobs, given }: SpaceOptions): Space {
  async function read(tx: Tx): Promise<Stored> {
    const rows = await tx.select().from(spaceSettings);
    return Stored.parse(Object.fromEntries(rows.map(({ key, value }) => [key, value])));
  }

  async function write(tx: Tx, values: Stored): Promise<void> {
    const rows = Object.entries(values).flatMap(([key, value]) =>
      value === undefined ? [] : [{ key, value: sql`${JSON.stringify(value)}::jsonb` }],
    );
    if (rows.length === 0) return;
    await tx
      .insert(spaceSettings)
      .values(rows)
      .onConflictDoUpdate({
        target: spaceSettings.key,
        set: { value: sql`excluded.value`, updatedAt: sql`now()` },
      });
  }

  /** Of several who ask first for the link, all get the one that was stored. */
  async function invitation(tx: Tx): Promise<string> {
    const fresh = newInvitation();
    await tx
      .insert(spaceSettings)
      .values({ key: 'invitation', value: sql`${JSON.stringify(fresh)}::jsonb` })
      .onConflictDoNothing();
    return (await read(tx)).invitation ?? fresh;
  }

  async function settings(tx: Tx = db): Promise<Settings> {
    const stored = await read(tx);
    return settingsOf(stored, given, stored.invitation ?? (await invitation(tx)));
  }

  /** One change after the other: two who change single values of one thing both get theirs. */
  const alone = <T>(run: (tx: Tx, before: Settings) => Promise<T>): Promise<T> =>
    db.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(${locks.settings})`);
      return run(tx, await settings(tx));
    });

  return {
    settings: () => settings(),
    change: (body, note) =>
      alone(async (tx, before) => {
        refuseLocked(before, body);
        await write(tx, storedAfter(before, body));
        const after = await settings(tx);
        const changed = differences(before, after);
        if (Object.keys(changed).length > 0) await note(tx, changed);
        return after;
      }),
    renewInvitation: (note) =>
      alone(async (tx) => {
        await write(tx, { invitation: newInvitation() });
        await note(tx, {});
        return settings(tx);
      }),
    async setLogo(bytes, note) {
      const key = bytes && keyOfLogo(bytes, sniffLogo(bytes));
      if (bytes && key) await blobs.put(blobOf(key), bytes);
      // The picture of before stays where it is: a page that is open still shows it.
      return alone(async (tx) => {
        await write(tx, { logo: key });
        await note(tx, { kind: key === null ? null : (key.split('.')[1] ?? '') });
        return settings(tx);
      });
    },
    async logo(key) {
      const bytes = await blobs.get(blobOf(key));
      const format = key.slice(key.lastIndexOf('.') + 1) as LogoFormat;
      return bytes && { bytes, type: logoTypes[format] };
    },
    async isInvitation(token) {
      const [one, ours] = [Buffer.from(token), Buffer.from((await settings()).invitation)];
      return one.length === ours.length && timingSafeEqual(one, ours);
    },
    name: async () => (await settings()).name,
    registration: async () => (await settings()).registration,
  };
}

/** What the environment fixes is set there. The same again is no change. */
function refuseLocked(before: Settings, body: UpdateSettingsBody): void {
  const fields = before.locked.filter(
    (name) => body[name] !== undefined && body[name] !== before[name],
  );
  if (fields.length === 0) return;
  throw new ConvergeError('bad_request', {
    fields: Object.fromEntries(fields.map((name) => [name, 'locked'])),
  });
}
