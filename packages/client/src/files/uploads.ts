/**
 * What somebody brings into a room: many files, a few at a time, each of which
 * goes on by itself after a lost line, and after a reload when it is chosen again.
 */
import type { Failure } from '@converge/protocol/errors';
import type { ClientUploadId, FileId, RoomId } from '@converge/protocol/ids';
import {
  latestModified,
  type UnfinishedUpload,
  type UploadPurpose,
} from '@converge/protocol/rest/files';
import { REST_PREFIX } from '@converge/protocol/version';
import { backoff, type ReconnectPolicy } from '../realtime/reconnect-policy.ts';
import { type Clock, systemClock } from '../state/clock.ts';
import { type Log, silentLog } from '../state/log.ts';
import { randomUuid } from '../state/uuid.ts';
import { createValue, type Value } from '../state/value.ts';
import { type Broken, type Sending, type StartSending, startSending } from './sending.ts';

export type UploadState =
  /** Others go first. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'sending' }
  /** By whoever began it. */
  | { readonly kind: 'paused' }
  /** The line is gone; it goes on by itself. */
  | { readonly kind: 'stalled' }
  /** Refused; `retry` asks again. */
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'done' };

export interface UploadItem {
  /** What it is called here; also at the server, where asking to begin it twice does so once. */
  readonly key: ClientUploadId;
  readonly name: string;
  readonly size: number;
  /** How much is there, as far as is known. */
  readonly sent: number;
  readonly purpose: UploadPurpose;
  /** Of the file that it becomes; null until the server has heard of it. */
  readonly fileId: FileId | null;
  readonly state: UploadState;
}

/** What is needed of a `File`. */
export type SourceFile = Blob & { readonly name: string; readonly lastModified: number };

export interface Destination {
  readonly purpose: UploadPurpose;
  readonly parentId: FileId | null;
}

export interface Uploads {
  /** In the order in which they were added. */
  readonly items: Value<readonly UploadItem[]>;
  /** Adds files; one that was interrupted before goes on where it was. */
  add(files: readonly SourceFile[], to: Destination): void;
  pause(key: ClientUploadId): void;
  /** Goes on after a pause, and asks again after a refusal. */
  resume(key: ClientUploadId): void;
  /** Takes it out of the list; what came of it is given up. */
  cancel(key: ClientUploadId): void;
  /** Takes out what is done. */
  clearDone(): void;
  /** The line is back: what waits for it needn't wait longer. */
  wake(): void;
  close(): void;
}

export interface UploadsOptions {
  readonly roomId: RoomId;
  /** One's own uploads that aren't complete, as the server knows them. */
  readonly unfinished: () => Promise<readonly UnfinishedUpload[]>;
  /** Gives up what came of an upload. */
  readonly giveUp: (id: FileId) => Promise<void>;
  /** Where the server is; the page's own origin by default. */
  readonly baseUrl?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly send?: StartSending;
  readonly policy?: ReconnectPolicy;
  readonly clock?: Clock;
  readonly log?: Log;
}

/** More at once aren't quicker; one alone leaves the line empty between two files. */
const parallel = 2;

interface Task {
  readonly file: SourceFile;
  readonly to: Destination;
  url: string | null;
  /** An attempt was made that nothing has come of yet: what it will say is waited for. */
  beginning: boolean;
  /** The attempt that counts; one before it may speak once more. */
  turn: number;
  attempts: number;
  stop(): void;
}

export function createUploads(options: UploadsOptions): Uploads {
  const { roomId, baseUrl = '', headers = {}, send = startSending, policy = backoff() } = options;
  const { clock = systemClock, log = silentLog } = options;
  const endpoint = `${baseUrl}${REST_PREFIX}/rooms/${roomId}/uploads`;
  const items = createValue<readonly UploadItem[]>([]);
  const tasks = new Map<ClientUploadId, Task>();
  let closed = false;

  const itemOf = (key: ClientUploadId) => items.get().find((item) => item.key === key);
  const change = (key: ClientUploadId, what: Partial<UploadItem>) =>
    items.update((all) => all.map((item) => (item.key === key ? { ...item, ...what } : item)));

  /** Ends what goes on with it, and says how it stands now. */
  function set(key: ClientUploadId, state: UploadState): void {
    tasks.get(key)?.stop();
    change(key, { state });
    if (state.kind !== 'sending') next();
  }

  /** Begins with those whose turn it is. */
  function next(): void {
    if (closed) return;
    const all = items.get();
    let free = parallel - all.filter(({ state }) => state.kind === 'sending').length;
    for (const { key, state } of all) {
      if (free <= 0) return;
      if (state.kind !== 'waiting' || tasks.get(key)?.beginning) continue;
      free -= 1;
      start(key);
    }
  }

  function start(key: ClientUploadId): void {
    const task = tasks.get(key);
    if (!task) return;
    change(key, { state: { kind: 'sending' } });
    const { file, to } = task;
    let stopped = false;
    task.beginning = task.url === null;
    task.turn += 1;
    const { turn } = task;
    const sending: Sending = send({
      endpoint,
      url: task.url,
      content: file,
      headers,
      clock,
      metadata: {
        name: file.name,
        clientId: key,
        purpose: to.purpose,
        modifiedAt: String(modifiedAt(file)),
        ...(to.parentId ? { parentId: to.parentId } : {}),
      },
      onUrl(url) {
        if (task.turn !== turn) return;
        const fileId = url.split('/').at(-1) as FileId;
        task.url = url;
        task.beginning = false;
        change(key, { fileId });
        if (!stopped) return;
        // Taken out of the list while it began.
        if (tasks.get(key) !== task) giveUp(fileId);
        next();
      },
      onProgress(sent) {
        task.attempts = 0;
        change(key, { sent });
      },
      onDone() {
        change(key, { sent: file.size });
        set(key, { kind: 'done' });
      },
      onBroken(why) {
        if (task.turn !== turn) return;
        task.beginning = false;
        if (stopped) next();
        else broken(key, task, why);
      },
    });
    task.stop = () => {
      stopped = true;
      sending.stop();
    };
  }

  function broken(key: ClientUploadId, task: Task, why: Broken): void {
    log.info('an upload broke off', { kind: why.kind });
    if (isGone(why)) {
      task.url = null;
      change(key, { sent: 0, fileId: null });
    }
    if (why.kind === 'refused') {
      set(key, { kind: 'failed', failure: why.failure });
      return;
    }
    task.attempts += 1;
    set(key, { kind: 'stalled' });
    task.stop = clock.after(policy(task.attempts + 1), () => again(key));
  }

  function giveUp(id: FileId): void {
    options.giveUp(id).catch((error: unknown) =>
      // The server gives it up by itself, a day later.
      log.warn('an upload could not be given up', { error }),
    );
  }

  function again(key: ClientUploadId): void {
    if (itemOf(key)?.state.kind === 'stalled') set(key, { kind: 'waiting' });
  }

  /** Of the uploads that were interrupted, those of these very files. */
  async function findBegun(keys: readonly ClientUploadId[]): Promise<void> {
    const begunBefore = await options.unfinished();
    const known = begunBefore.filter((one) => !isAmong(one, items.get()));
    for (const key of keys) {
      const task = tasks.get(key);
      if (!task) continue;
      const at = known.findIndex((one) => isSame(one, task));
      const [begun] = at < 0 ? [] : known.splice(at, 1);
      if (!begun) continue;
      task.url = `${endpoint}/${begun.id}`;
      change(key, { fileId: begun.id, sent: begun.received });
    }
  }

  return {
    items,
    add(files, to) {
      const fresh = files.map((file) => ({ key: randomUuid() as ClientUploadId, file }));
      for (const { key, file } of fresh) {
        tasks.set(key, {
          ...{ file, to, url: null, beginning: false },
          ...{ turn: 0, attempts: 0, stop: () => {} },
        });
      }
      items.update((all) => [
        ...all,
        ...fresh.map(({ key, file }) => ({
          ...{ key, name: file.name, size: file.size, sent: 0, fileId: null },
          purpose: to.purpose,
          // Held until it is known which of them were begun before.
          state: { kind: 'stalled' as const },
        })),
      ]);
      const keys = fresh.map(({ key }) => key);
      findBegun(keys)
        // Then they begin anew; what was there of them is given up by the server in a day.
        .catch((error: unknown) => log.warn('unfinished uploads are unknown', { error }))
        .finally(() => keys.forEach(again));
    },
    pause(key) {
      if (itemOf(key)?.state.kind !== 'done') set(key, { kind: 'paused' });
    },
    resume(key) {
      const kind = itemOf(key)?.state.kind;
      if (kind === 'paused' || kind === 'failed' || kind === 'stalled')
        set(key, { kind: 'waiting' });
    },
    cancel(key) {
      const item = itemOf(key);
      if (!item) return;
      tasks.get(key)?.stop();
      tasks.delete(key);
      items.update((all) => all.filter((one) => one.key !== key));
      next();
      if (item.fileId && item.state.kind !== 'done') giveUp(item.fileId);
    },
    clearDone() {
      for (const { key, state } of items.get()) if (state.kind === 'done') tasks.delete(key);
      items.update((all) => all.filter(({ state }) => state.kind !== 'done'));
    },
    wake() {
      for (const { key, state } of items.get()) {
        if (state.kind === 'stalled') again(key);
      }
    },
    close() {
      closed = true;
      for (const { stop } of tasks.values()) stop();
      tasks.clear();
      items.set([]);
    },
  };
}

/** Whether an unfinished upload is one of these; whoever began it may not have heard so yet. */
export const isAmong = (one: UnfinishedUpload, items: readonly UploadItem[]): boolean =>
  items.some(({ key, fileId }) => key === one.clientId || fileId === one.id);

/** Nothing of it is at the server any more: another try begins anew. */
const isGone = (why: Broken): boolean =>
  why.kind === 'forgotten' || (why.kind === 'refused' && why.failure.code === 'storage_full');

/** Whether an interrupted upload is of this file: the same name, size and time, for the same purpose. */
const isSame = (one: UnfinishedUpload, { file, to }: Task): boolean =>
  one.name === file.name.normalize('NFC') &&
  one.size === file.size &&
  one.modifiedAt === modifiedAt(file) &&
  one.purpose === to.purpose;

/** When it was changed on its device, as far as an upload can say it. */
const modifiedAt = ({ lastModified }: SourceFile): number =>
  Math.min(Math.max(lastModified, 0), latestModified);
