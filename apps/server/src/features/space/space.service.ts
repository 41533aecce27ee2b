/** The space as a whole: its name, and who may make accounts. */
import { eq } from 'drizzle-orm';
import * as z from 'zod';
import type { Db } from '../../platform/db/client.ts';
import { spaceSettings } from './space.tables.ts';

const Registration = z.enum(['open', 'closed']);

export interface Space {
  readonly name: string;
  /** Whether people may make accounts themselves: what an admin set, else what the configuration says. */
  registration(): Promise<'open' | 'closed'>;
}

export interface SpaceOptions {
  readonly db: Db;
  readonly name: string;
  readonly registration: 'open' | 'closed';
}

export function createSpace({ db, name, registration }: SpaceOptions): Space {
  return {
    name,
    async registration() {
      const [row] = await db
        .select({ value: spaceSettings.value })
        .from(spaceSettings)
        .where(eq(spaceSettings.key, 'registration'));
      return row ? Registration.parse(row.value) : registration;
    },
  };
}
