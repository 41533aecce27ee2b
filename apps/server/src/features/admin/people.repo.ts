/** The people of the space in the database, as admins look at them. */
import type { PersonId } from '@converge/protocol/ids';
import type { SpaceRole } from '@converge/protocol/permissions';
import type { ManagedPerson, PeopleState } from '@converge/protocol/rest/people';
import { and, count, eq, ilike, inArray, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/client.ts';
import { avatarPath, users } from '../auth/index.ts';

/** As many as one page shows. */
const shown = 50;

/** Whoever has no password yet. Written out: drizzle leaves tables' names away in a query of one table. */
const withoutPassword = sql<boolean>`not exists (select 1 from accounts a where a.user_id = users.id and a.password is not null)`;

/** Neither a password nor another provider of their identity. */
const withoutWayIn = sql<boolean>`not exists (select 1 from accounts a where a.user_id = users.id and (a.password is not null or a.provider_id <> 'credential'))`;

const managed = {
  id: users.id,
  name: users.name,
  email: users.email,
  role: users.role,
  image: users.image,
  createdAt: users.createdAt,
  disabledAt: users.disabledAt,
  invited: withoutPassword,
  lastSeenAt: sql<
    number | null
  >`(select extract(epoch from max(s.updated_at))::float8 * 1000 from sessions s where s.user_id = users.id)`,
  rooms: sql<number>`(select count(*)::int from rooms r where r.owner_id = users.id)`,
};

const states: Readonly<Record<PeopleState, SQL | undefined>> = {
  all: undefined,
  admins: eq(users.role, 'admin'),
  teachers: eq(users.role, 'teacher'),
  invited: withoutPassword,
  disabled: isNotNull(users.disabledAt),
  hosts: and(inArray(users.role, ['admin', 'teacher']), isNull(users.disabledAt)),
};

export interface PeopleSearch {
  readonly query?: string | undefined;
  readonly state?: PeopleState | undefined;
  readonly offset?: number | undefined;
}

/** By name; one page of them, and how many there are. */
export async function findPeople(
  tx: Tx,
  { query = '', state = 'all', offset = 0 }: PeopleSearch,
): Promise<{ people: ManagedPerson[]; total: number }> {
  const text = `%${query.replace(/[\\%_]/g, '\\$&')}%`;
  const found = query === '' ? undefined : or(ilike(users.name, text), ilike(users.email, text));
  const which = and(states[state], found);
  const [rows, [all]] = await Promise.all([
    tx
      .select(managed)
      .from(users)
      .where(which)
      .orderBy(sql`lower(users.name)`, users.id)
      .limit(shown)
      .offset(offset),
    tx.select({ total: count() }).from(users).where(which),
  ]);
  return { people: rows.map(present), total: all?.total ?? 0 };
}

export async function findPerson(tx: Tx, id: string): Promise<ManagedPerson | null> {
  const [row] = await tx.select(managed).from(users).where(eq(users.id, id));
  return row ? present(row) : null;
}

/** Which of these addresses have an account. */
export async function findTaken(tx: Tx, emails: readonly string[]): Promise<Set<string>> {
  if (emails.length === 0) return new Set();
  const rows = await tx
    .select({ email: users.email })
    .from(users)
    .where(inArray(users.email, [...emails]));
  return new Set(rows.map(({ email }) => email));
}

export interface LockedAdmin {
  readonly id: PersonId;
  /** Whoever was made an admin and never chose a password could lose the link to it. */
  readonly comesIn: boolean;
}

/**
 * The admins who are let in, locked until the transaction ends: whoever else would
 * take one of them away waits, and then sees what is left (ADMIN-2).
 */
export async function lockAdmins(tx: Tx): Promise<LockedAdmin[]> {
  const rows = await tx
    .select({ id: users.id, comesIn: sql<boolean>`not ${withoutWayIn}` })
    .from(users)
    .where(and(eq(users.role, 'admin'), isNull(users.disabledAt)))
    .orderBy(users.id)
    .for('update');
  return rows.map(({ id, comesIn }) => ({ id: id as PersonId, comesIn }));
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: SpaceRole;
  readonly image: string | null;
  readonly createdAt: Date;
  readonly disabledAt: Date | null;
  readonly invited: boolean;
  readonly lastSeenAt: number | null;
  readonly rooms: number;
}

const present = ({
  id,
  image,
  createdAt,
  disabledAt,
  lastSeenAt,
  ...rest
}: Row): ManagedPerson => ({
  ...rest,
  id: id as PersonId,
  avatar: avatarPath(image),
  createdAt: createdAt.getTime(),
  lastSeenAt: lastSeenAt === null ? null : Math.round(lastSeenAt),
  disabled: disabledAt !== null,
});
