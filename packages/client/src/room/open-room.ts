/**
 * A room somebody looks into: its settings, whether it is live, its
 * conversation. It is opened again by itself on every new line, from the last
 * message that is known.
 */
import { ConvergeError, type Failure, isRetryable } from '@converge/protocol/errors';
import type { RoomId } from '@converge/protocol/ids';
import {
  roomClose,
  roomDeleted,
  roomLive,
  roomOpen,
  roomRole,
  roomUpdated,
} from '@converge/protocol/realtime/room';
import type { Room } from '@converge/protocol/rest/rooms';
import { type Conversation, createConversation } from '../chat/conversation.ts';
import type { Connection } from '../realtime/connection.ts';
import { backoff, type ReconnectPolicy } from '../realtime/reconnect-policy.ts';
import { type Clock, systemClock } from '../state/clock.ts';
import { type Log, silentLog } from '../state/log.ts';
import { createScope } from '../state/scope.ts';
import { memoryStorage, type Storage } from '../state/storage.ts';
import { createValue, derive, type Value } from '../state/value.ts';

export type RoomState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly room: Room }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** Somebody deleted it while it was open. */
  | { readonly kind: 'deleted' };

export interface OpenRoom {
  readonly roomId: RoomId;
  readonly state: Value<RoomState>;
  readonly conversation: Conversation;
  /** Tries again after `failed`. */
  retry(): void;
  /** Stops hearing of it. */
  close(): void;
}

export interface OpenRoomOptions {
  readonly connection: Connection;
  readonly roomId: RoomId;
  /** Where unsent texts wait through a reload; forgotten with the page by default. */
  readonly storage?: Storage;
  /** What comes first: until it has settled nothing is asked for. By default nothing does. */
  readonly after?: Promise<void> | undefined;
  readonly policy?: ReconnectPolicy;
  readonly clock?: Clock;
  readonly log?: Log;
}

/** Opens a room. Keep one per room and connection: closing tells the server for both. */
export function openRoom(options: OpenRoomOptions): OpenRoom {
  const { connection, roomId, storage = memoryStorage(), policy = backoff() } = options;
  const { clock = systemClock, log = silentLog } = options;
  const scope = createScope();
  const state = createValue<RoomState>({ kind: 'opening' });
  const conversation = createConversation({ connection, roomId, scope, storage, clock, log });
  const online = derive([connection.state], ({ kind }) => kind === 'online');
  let attempts = 0;
  let stopTimer = () => {};
  let early = options.after !== undefined;

  const change = (next: (room: Room) => Room) =>
    state.update((now) => (now.kind === 'open' ? { ...now, room: next(now.room) } : now));
  scope.onClose(
    connection.on(roomUpdated, ({ room }) => {
      if (room.id === roomId) change((now) => ({ ...now, ...room }));
    }),
  );
  scope.onClose(
    connection.on(roomRole, (event) => {
      if (event.roomId === roomId) change((now) => ({ ...now, role: event.role }));
    }),
  );
  scope.onClose(
    connection.on(roomLive, (event) => {
      if (event.roomId === roomId) change((now) => ({ ...now, live: event.live }));
    }),
  );
  scope.onClose(
    connection.on(roomDeleted, (event) => {
      if (event.roomId === roomId) state.set({ kind: 'deleted' });
    }),
  );
  scope.onClose(
    online.subscribe(() => {
      stopTimer();
      attempts = 0;
      if (online.get()) void open();
    }),
  );
  scope.onClose(() => stopTimer());
  void options.after?.finally(() => {
    early = false;
    if (online.get()) void open();
  });
  if (online.get()) void open();

  return {
    roomId,
    state,
    conversation,
    retry() {
      if (state.get().kind !== 'failed') return;
      state.set({ kind: 'opening' });
      if (online.get()) void open();
    },
    close() {
      if (scope.closed) return;
      scope.close();
      if (!online.get()) return;
      connection
        .request(roomClose, { roomId }, { offline: 'fail' })
        // The end of the line ends the subscription as well.
        .catch((error: unknown) => log.debug('closing a room went unanswered', { error }));
    },
  };

  async function open(): Promise<void> {
    if (early || scope.closed || state.get().kind === 'deleted') return;
    try {
      const after = conversation.lastKnown();
      const input = { roomId, ...(after === undefined ? {} : { after }) };
      const snapshot = await connection.request(roomOpen, input, { offline: 'fail' });
      if (scope.closed) return;
      attempts = 0;
      conversation.takePage(snapshot.conversation, snapshot.me.id);
      state.set({ kind: 'open', room: snapshot.room });
    } catch (error) {
      if (!scope.closed) failed(error);
    }
  }

  function failed(error: unknown): void {
    const failure: Failure = error instanceof ConvergeError ? error.failure : { code: 'internal' };
    log.warn('a room did not open', { roomId, code: failure.code });
    if (!isRetryable(failure.code)) {
      state.set({ kind: 'failed', failure });
      return;
    }
    // Without a line, the next one opens it.
    if (!online.get()) return;
    attempts++;
    const wait = Math.max(failure.retryAfterMs ?? 0, policy(attempts + 1));
    stopTimer = clock.after(wait, () => void open());
  }
}
