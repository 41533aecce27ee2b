/** What admins do with the people of the space. That somebody is an admin is asked again inside. */
import { ConvergeError } from '@converge/protocol/errors';
import type { PersonId } from '@converge/protocol/ids';
import type {
  CreatePersonBody,
  DeletePersonQuery,
  Delivery,
  ManagedPerson,
  PersonLinkAnswer,
  UpdatePersonBody,
} from '@converge/protocol/rest/people';
import { eq } from 'drizzle-orm';
import type { Db, Tx } from '../../platform/db/client.ts';
import { newId } from '../../platform/ids.ts';
import { type Auth, sessionsTable, type UserIdentity, users } from '../auth/index.ts';
import { type AdminRooms, insertSpaceAct } from '../rooms/index.ts';
import { findPeople, findPerson, findTaken, lockAdmins, type PeopleSearch } from './people.repo.ts';

interface Deps {
  readonly db: Db;
  readonly auth: Pick<Auth, 'passwordLinks' | 'sessions'>;
  readonly rooms: AdminRooms;
}

/** Who asks, and under which origin links are to begin. */
export interface By {
  readonly admin: UserIdentity;
  readonly origin: string;
}

export type ManagePeople = ReturnType<typeof createManagePeople>;

export function createManagePeople({ db, auth, rooms }: Deps) {
  /**
   * Runs a change of somebody with all admins locked.
   * @throws ConvergeError forbidden (who asks isn't an admin any more), not_found, last_admin
   */
  function guarded<T>(
    { admin }: By,
    id: PersonId,
    takesAway: (person: ManagedPerson) => boolean,
    run: (tx: Tx, person: ManagedPerson) => Promise<T>,
  ): Promise<T> {
    return db.transaction(async (tx) => {
      const admins = await lockAdmins(tx);
      if (!admins.some((one) => one.id === admin.id)) throw new ConvergeError('forbidden');
      await tx.select({ id: users.id }).from(users).where(eq(users.id, id)).for('update');
      const person = await findPerson(tx, id);
      if (!person) throw new ConvergeError('not_found');
      // Somebody has to stay who can come in, and not only be invited to.
      const others = admins.some((one) => one.id !== id && one.comesIn);
      if (takesAway(person) && !person.disabled && !others) throw new ConvergeError('last_admin');
      return run(tx, person);
    });
  }

  async function get(id: PersonId): Promise<ManagedPerson> {
    const person = await findPerson(db, id);
    if (!person) throw new ConvergeError('not_found');
    return person;
  }

  /** Takes their sessions away in the transaction. @returns what closes their connections after it */
  async function endSessions(tx: Tx, userId: PersonId): Promise<() => void> {
    const gone = await tx
      .delete(sessionsTable)
      .where(eq(sessionsTable.userId, userId))
      .returning({ sessionId: sessionsTable.id, userId: sessionsTable.userId });
    return () => gone.forEach(auth.sessions.ended);
  }

  async function deliver(
    person: ManagedPerson,
    how: Delivery,
    { origin }: By,
  ): Promise<PersonLinkAnswer> {
    const occasion = person.invited ? 'welcome' : 'reset';
    const link = await auth.passwordLinks.make(person.id, occasion, origin);
    if (how === 'link') return { person, link };
    await auth.passwordLinks.mail(person.id, occasion, link);
    return { person, link: null };
  }

  return {
    search: (search: PeopleSearch) => findPeople(db, search),

    /** @throws ConvergeError email_taken */
    async create(
      { name, email, role, ...how }: CreatePersonBody,
      by: By,
      act: 'makePerson' | 'importPerson' = 'makePerson',
    ) {
      const id = newId() as PersonId;
      await db.transaction(async (tx) => {
        const [made] = await tx
          .insert(users)
          .values({ id, name, email, role })
          .onConflictDoNothing({ target: users.email })
          .returning({ id: users.id });
        if (!made) throw new ConvergeError('email_taken', { fields: { email: 'taken' } });
        const target = { id, name };
        await insertSpaceAct(tx, { by: by.admin, act, target, details: { role } });
      });
      return deliver(await get(id), how.deliver, by);
    },

    /** A way to a (new) password; their earlier ones end. @throws ConvergeError not_found */
    async link(id: PersonId, how: Delivery, by: By) {
      const person = await get(id);
      // Before it is made: a link that is there without a line would be worse than a line without.
      await insertSpaceAct(db, { by: by.admin, act: 'link', target: person });
      return deliver(person, how, by);
    },

    /** @throws ConvergeError not_found, last_admin, forbidden */
    async update(id: PersonId, { role, disabled }: UpdatePersonBody, by: By) {
      const takesAway = (person: ManagedPerson) =>
        person.role === 'admin' && ((role !== undefined && role !== 'admin') || disabled === true);
      const { before, closeSessions } = await guarded(by, id, takesAway, async (tx, person) => {
        const disabledAt =
          disabled === undefined ? {} : { disabledAt: disabled ? new Date() : null };
        await tx
          .update(users)
          .set({ ...(role === undefined ? {} : { role }), ...disabledAt, updatedAt: new Date() })
          .where(eq(users.id, id));
        const note = { by: by.admin, target: person };
        if (role !== undefined && role !== person.role) {
          const details = { from: person.role, role };
          await insertSpaceAct(tx, { ...note, act: 'role', details });
        }
        if (disabled !== undefined && disabled !== person.disabled) {
          await insertSpaceAct(tx, { ...note, act: disabled ? 'disable' : 'enable' });
        }
        return {
          before: person,
          closeSessions: disabled === true ? await endSessions(tx, id) : null,
        };
      });
      if (closeSessions) {
        closeSessions();
        rooms.putOut(id);
      } else if (role !== undefined && role !== before.role) {
        const { name, avatar } = before;
        await rooms.spaceRoleChanged({ person: { id, kind: 'user', name, avatar } }, role);
      }
      return get(id);
    },

    /**
     * With them go their sessions and their places in rooms; what they wrote stays.
     * @throws ConvergeError not_found, last_admin, forbidden, bad_request (nobody to hand rooms to)
     */
    async remove(id: PersonId, { rooms: fate, to }: DeletePersonQuery, by: By): Promise<void> {
      const heir = fate === 'handOver' ? to : by.admin.id;
      if (!heir || heir === id) {
        throw new ConvergeError('bad_request', { fields: { to: 'missing_or_wrong' } });
      }
      const isAdmin = (person: ManagedPerson) => person.role === 'admin';
      const after = await guarded(by, id, isAdmin, async (tx, person) => {
        const details = { rooms: fate };
        await insertSpaceAct(tx, { by: by.admin, act: 'deletePerson', target: person, details });
        const tellRooms = await rooms.settle(tx, id, fate, { heir, by: by.admin });
        const closeSessions = await endSessions(tx, id);
        await tx.delete(users).where(eq(users.id, id));
        return { tellRooms, closeSessions };
      });
      after.closeSessions();
      rooms.putOut(id);
      await after.tellRooms();
    },

    taken: (emails: readonly string[]) => findTaken(db, emails),
  };
}
