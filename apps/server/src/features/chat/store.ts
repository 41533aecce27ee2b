/**
 * The one way in which messages get into the database: some of one conversation
 * at once, in one statement and so in one transaction. The conversation's row is
 * locked while it is counted up, so the sequence has no gaps; what was stored
 * before under the same client id is found and not stored again.
 */
import type { ClientMessageId, MessageId, RoomId, Seq } from '@converge/protocol/ids';
import type { Person } from '@converge/protocol/people';
import type pg from 'pg';
import { newId } from '../../platform/ids.ts';

export interface Draft {
  readonly author: Person;
  readonly clientId: ClientMessageId;
  readonly text: string;
}

export interface Stored {
  readonly id: MessageId;
  readonly seq: Seq;
  readonly clientId: ClientMessageId;
  readonly authorId: string;
  readonly authorName: string;
  readonly text: string;
  readonly sentAt: number;
  /** False: it lay there already. */
  readonly isNew: boolean;
}

const statement = `
  with wanted as (
    select * from unnest($2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::uuid[], $7::text[])
      with ordinality as w(id, author_kind, author_id, author_name, client_id, body, place)
  ), fresh as (
    select w.*, row_number() over (order by w.place) as step from wanted w
    where not exists (
      select from messages m where m.author_id = w.author_id and m.client_id = w.client_id
    )
  ), counted as (
    insert into conversations (room_id, last_seq)
    select $1::uuid, count(*) from fresh having count(*) > 0
    on conflict (room_id) do update set last_seq = conversations.last_seq + excluded.last_seq
    returning last_seq
  ), stored as (
    insert into messages
      (id, room_id, seq, author_kind, author_id, author_name, client_id, text, created_at)
    select f.id, $1::uuid, c.last_seq - (select count(*) from fresh) + f.step,
      f.author_kind, f.author_id, f.author_name, f.client_id, f.body, $8::timestamptz
    from fresh f cross join counted c
    returning id, seq, client_id, author_id, author_name, text, created_at
  )
  select *, true as is_new from stored
  union all
  select m.id, m.seq, m.client_id, m.author_id, m.author_name, m.text, m.created_at, false
  from messages m join wanted w on m.author_id = w.author_id and m.client_id = w.client_id
  order by seq`;

interface Row {
  readonly id: string;
  readonly seq: string;
  readonly client_id: string;
  readonly author_id: string;
  readonly author_name: string;
  readonly text: string;
  readonly created_at: Date;
  readonly is_new: boolean;
}

/** SQLSTATE: a unique key exists already; a row that is referred to doesn't. */
const uniqueViolation = '23505';
const foreignKeyViolation = '23503';

/** The room was deleted in the meantime. */
export class RoomGone extends Error {}

/**
 * Stores `drafts` in their order; resolves when they are on disk, to all of them
 * in order of `seq`. No two drafts may have the same author and client id.
 * @throws RoomGone
 */
export async function storeMessages(
  pool: pg.Pool,
  roomId: RoomId,
  drafts: readonly Draft[],
  now: number,
): Promise<Stored[]> {
  const query = {
    name: 'chat.store',
    text: statement,
    values: [
      roomId,
      drafts.map(() => newId(now)),
      drafts.map(({ author }) => author.kind),
      drafts.map(({ author }) => author.id),
      drafts.map(({ author }) => author.name),
      drafts.map(({ clientId }) => clientId),
      drafts.map(({ text }) => text),
      new Date(now).toISOString(),
    ],
  };
  try {
    return (await pool.query<Row>(query)).rows.map(storedOf);
  } catch (error) {
    if (codeOf(error) === foreignKeyViolation)
      throw new RoomGone('the room is gone', { cause: error });
    if (codeOf(error) !== uniqueViolation) throw error;
    // The same message came in by another server at this very moment. The statement left no
    // trace; asked again, it sees what the other one stored.
    return (await pool.query<Row>(query)).rows.map(storedOf);
  }
}

const storedOf = (row: Row): Stored => ({
  id: row.id as MessageId,
  seq: Number(row.seq),
  clientId: row.client_id as ClientMessageId,
  authorId: row.author_id,
  authorName: row.author_name,
  text: row.text,
  sentAt: row.created_at.getTime(),
  isNew: row.is_new,
});

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
