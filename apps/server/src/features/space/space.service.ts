/** The space as a whole: what an admin set, else what the configuration says. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { RoomAccess } from '@converge/protocol/permissions';
import type { Settings, UpdateSettingsBody } from '@converge/protocol/rest/admin';
import { Registration } from '@converge/protocol/rest/space';
import { sql } from 'drizzle-orm';
import * as z from 'zod/mini';
import type { Db } from '../../platform/db/client.ts';
import { spaceSettings } from './space.tables.ts';

/** What may be stored, by its key; what isn't there, or isn't understood any more, has its default. */
const kept = <T extends z.ZodMiniType>(type: T) => z.catch(z.optional(type), undefined);
const Stored = z.object({
  name: kept(z.string()),
  registration: kept(Registration),
  meetingAccess: kept(RoomAccess),
  classAccess: kept(RoomAccess),
  retentionDays: kept(z.nullable(z.number())),
  invitation: kept(z.string()),
});

export interface Space {
  /** All that is set; read each time, so that every server and every request has the newest. */
  settings(): Promise<Settings>;
  /** Changes what is given. */
  change(body: UpdateSettingsBody): Promise<Settings>;
  /** Another link for those who are invited; the old one stops working. */
  renewInvitation(): Promise<Settings>;
  /** Whether this is what stands in that link. */
  isInvitation(token: string): Promise<boolean>;
  name(): Promise<string>;
  registration(): Promise<Registration>;
}

export interface SpaceOptions {
  readonly db: Db;
  readonly name: string;
  readonly registration: 'open' | 'closed';
}

const newInvitation = () => randomBytes(18).toString('base64url');

export function createSpace({ db, name, registration }: SpaceOptions): Space {
  async function read(): Promise<z.infer<typeof Stored>> {
    const rows = await db.select().from(spaceSettings);
    return Stored.parse(Object.fromEntries(rows.map(({ key, value }) => [key, value])));
  }

  /** One row for each value; of two who change the same one the later wins. */
  async function write(values: UpdateSettingsBody & { invitation?: string }): Promise<void> {
    const rows = Object.entries(values).flatMap(([key, value]) =>
      value === undefined ? [] : [{ key, value: sql`${JSON.stringify(value)}::jsonb` }],
    );
    if (rows.length === 0) return;
    await db
      .insert(spaceSettings)
      .values(rows)
      .onConflictDoUpdate({
        target: spaceSettings.key,
        set: { value: sql`excluded.value`, updatedAt: sql`now()` },
      });
  }

  /** Of several who ask first for the link, all get the one that was stored. */
  async function invitation(): Promise<string> {
    const fresh = newInvitation();
    await db
      .insert(spaceSettings)
      .values({ key: 'invitation', value: sql`${JSON.stringify(fresh)}::jsonb` })
      .onConflictDoNothing();
    return (await read()).invitation ?? fresh;
  }

  async function settings(): Promise<Settings> {
    const stored = await read();
    return {
      name: stored.name ?? name,
      registration: stored.registration ?? registration,
      meetingAccess: stored.meetingAccess ?? 'link',
      // A class is for whoever is in the building: it stands on the main page.
      classAccess: stored.classAccess ?? 'open',
      retentionDays: stored.retentionDays ?? null,
      invitation: stored.invitation ?? (await invitation()),
    };
  }

  return {
    settings,
    async change(body) {
      await write(body);
      return settings();
    },
    async renewInvitation() {
      await write({ invitation: newInvitation() });
      return settings();
    },
    async isInvitation(token) {
      const [given, ours] = [Buffer.from(token), Buffer.from((await settings()).invitation)];
      return given.length === ours.length && timingSafeEqual(given, ours);
    },
    name: async () => (await read()).name ?? name,
    registration: async () => (await read()).registration ?? registration,
  };
}
