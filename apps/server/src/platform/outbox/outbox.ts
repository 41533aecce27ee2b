/**
 * What follows from a change (a mail, a call to somebody else's server) is
 * written in the change's own transaction and done afterwards by this worker.
 * So it is done when and only when the change was, also if the server dies in
 * between. A job may run twice (when the server dies while it runs): handlers
 * have to bear that.
 */
import { and, asc, inArray, isNull, lt, lte, sql } from 'drizzle-orm';
import type * as z from 'zod';
import type { Db, Tx } from '../db/client.ts';
import { describeError, type Log } from '../log.ts';
import { outbox } from './outbox.tables.ts';

/** One kind of job: its name in the table, and what it needs to know. */
export interface JobKind<T> {
  readonly name: string;
  readonly payload: z.ZodType<T>;
}

export const defineJob = <T>(name: string, payload: z.ZodType<T>): JobKind<T> => ({
  name,
  payload,
});

/** What a handler throws where trying again can't help: the job is given up at once. */
export class FinalFailure extends Error {
  override readonly name = 'FinalFailure';
}

export interface Outbox {
  /** Writes a job down, inside the caller's transaction where there is one. */
  add<T>(tx: Tx, kind: JobKind<T>, payload: T): Promise<void>;
  /** Says who does jobs of this kind. A handler that throws is tried again later, but for a `FinalFailure`. */
  handle<T>(kind: JobKind<T>, run: (payload: T) => Promise<void>): void;
  start(): void;
  /** Looks for work at once instead of at the next round; call it after the transaction. */
  poke(): void;
  /** Resolves when nothing that is due is left. For tests and for the shutdown. */
  idle(): Promise<void>;
  /** Finishes what is being done and stops. */
  close(): Promise<void>;
}

const roundMs = 2_000;
const batch = 10;
/** How long a job belongs to who took it; a server that died gives it back by this. */
const leaseMs = 60_000;
const maxAttempts = 12;
/** 2 s, 4 s, 8 s … half an hour at most; the last attempt comes after about two hours. */
const pauseMs = (attempts: number) => Math.min(2 ** attempts * 1_000, 1_800_000);
const keepDoneDays = 7;

const after = (ms: number) => sql`now() + ${ms} * interval '1 millisecond'`;

export function createOutbox(db: Db, log: Log): Outbox {
  const handlers = new Map<string, (payload: unknown) => Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> | null = null;
  let again = false;
  let closed = false;

  const take = () =>
    db.transaction(async (tx) => {
      const due = await tx
        .select({ id: outbox.id })
        .from(outbox)
        .where(and(isNull(outbox.doneAt), lte(outbox.availableAt, sql`now()`)))
        .orderBy(asc(outbox.id))
        .limit(batch)
        .for('update', { skipLocked: true });
      if (due.length === 0) return [];
      const ids = due.map(({ id }) => id);
      return tx
        .update(outbox)
        .set({ attempts: sql`${outbox.attempts} + 1`, availableAt: after(leaseMs) })
        .where(inArray(outbox.id, ids))
        .returning();
    });

  async function run(job: typeof outbox.$inferSelect): Promise<void> {
    // What was personal in it is needed no longer.
    const over = () => ({ doneAt: new Date(), payload: {} });
    const values = await (handlers.get(job.kind) ?? unknownKind)(job.payload).then(
      () => ({ ...over(), failure: null }),
      (error: unknown) => {
        const { type, code, message } = describeError(error);
        const final = error instanceof FinalFailure || job.attempts >= maxAttempts;
        log.warn(
          { err: error, kind: job.kind, attempts: job.attempts },
          final ? 'a job failed and is given up' : 'a job failed',
        );
        return {
          failure: `${type} ${code ?? ''} ${message}`,
          availableAt: after(pauseMs(job.attempts)),
          ...(final ? over() : {}),
        };
      },
    );
    await db.update(outbox).set(values).where(sql`${outbox.id} = ${job.id}`);
  }

  async function work(): Promise<void> {
    do {
      again = false;
      for (let jobs = await take(); jobs.length > 0 && !closed; jobs = await take()) {
        await Promise.all(jobs.map(run));
      }
    } while (again && !closed);
  }

  function poke(): void {
    if (closed) return;
    if (working) {
      again = true;
      return;
    }
    working = work()
      .catch((error: unknown) => log.error({ err: error }, 'the outbox could not be read'))
      .finally(() => {
        working = null;
      });
  }

  return {
    async add(tx, kind, payload) {
      await tx.insert(outbox).values({ kind: kind.name, payload: kind.payload.parse(payload) });
    },
    handle(kind, handler) {
      handlers.set(kind.name, async (payload) => handler(kind.payload.parse(payload)));
    },
    start() {
      timer = setInterval(poke, roundMs);
      timer.unref();
      const old = sql`now() - ${keepDoneDays} * interval '1 day'`;
      void db
        .delete(outbox)
        .where(lt(outbox.doneAt, old))
        .catch((error: unknown) => log.warn({ err: error }, 'old jobs could not be removed'));
      poke();
    },
    poke,
    async idle() {
      poke();
      while (working) await working;
    },
    async close() {
      closed = true;
      clearInterval(timer);
      await working;
    },
  };
}

async function unknownKind(): Promise<never> {
  throw new Error('no handler for this kind of job');
}
