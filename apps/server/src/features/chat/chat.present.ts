/** Messages as they go out. */
import type { ClientMessageId, MessageId, PersonId } from '@converge/protocol/ids';
import type { Person } from '@converge/protocol/people';
import type { Message } from '@converge/protocol/realtime/chat';
import { avatarPath } from '../auth/index.ts';
import type { MessageRow } from './chat.repo.ts';
import type { Stored } from './store.ts';

export const presentMessage = (row: MessageRow): Message => ({
  id: row.id as MessageId,
  seq: row.seq,
  clientId: row.clientId as ClientMessageId,
  author: {
    id: row.authorId as PersonId,
    kind: row.authorKind,
    name: row.authorName,
    avatar: avatarPath(row.image),
  },
  text: row.text,
  sentAt: row.createdAt.getTime(),
});

/** A message that was just stored; `author` as they are called now, which is what was stored. */
export const presentStored = (stored: Stored, author: Person): Message => ({
  id: stored.id,
  seq: stored.seq,
  clientId: stored.clientId,
  author: { ...author, name: stored.authorName },
  text: stored.text,
  sentAt: stored.sentAt,
});
