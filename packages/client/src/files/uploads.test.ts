import type { FileId, RoomId } from '@converge/protocol/ids';
import type { UnfinishedUpload } from '@converge/protocol/rest/files';
import { expect, test } from 'vitest';
import { createFakeClock } from '../testing/fake-clock.ts';
import { settle } from '../testing/settle.ts';
import type { SendingOptions } from './sending.ts';
import { createUploads, isAmong, type SourceFile } from './uploads.ts';

const roomId = '0190a000-0000-7000-8000-00000000000a' as RoomId;
const share = { purpose: 'share', parentId: null } as const;

const fileOf = (name: string, size = 10, lastModified = 7): SourceFile =>
  Object.assign(new Blob(['x'.repeat(size)]), { name, lastModified });

/** What is at the server of a file `a`, begun under another name than those of here. */
const begunAs = (id: string, over: Partial<UnfinishedUpload> = {}): UnfinishedUpload => ({
  ...{ id: id as FileId, clientId: null, name: 'a', size: 10, received: 6, modifiedAt: 7 },
  ...share,
  ...over,
});

/** A queue whose attempts are steered by hand. */
function scene(first: readonly UnfinishedUpload[] = []) {
  let unfinished = first;
  const clock = createFakeClock();
  const attempts: (SendingOptions & { stopped: boolean })[] = [];
  const given: FileId[] = [];
  const uploads = createUploads({
    roomId,
    clock,
    policy: () => 1_000,
    unfinished: async () => unfinished,
    giveUp: async (id) => void given.push(id),
    send(options) {
      const attempt = { ...options, stopped: false };
      attempts.push(attempt);
      return {
        stop() {
          attempt.stopped = true;
        },
      };
    },
  });
  const states = () => uploads.items.get().map(({ name, state }) => `${name} ${state.kind}`);
  const at = (index: number) => {
    const attempt = attempts[index];
    if (!attempt) throw new Error('there was no such attempt');
    return attempt;
  };
  const keyOf = (name: string) => {
    const item = uploads.items.get().find((one) => one.name === name);
    if (!item) throw new Error('there is no such upload');
    return item.key;
  };
  /** From now on the server knows these. */
  const know = (now: readonly UnfinishedUpload[]) => {
    unfinished = now;
  };
  return { clock, attempts, given, uploads, states, at, keyOf, know };
}

test('FILE-18 two go at a time, the others when it is their turn', async () => {
  const { uploads, states, at, attempts } = scene();
  uploads.add([fileOf('a'), fileOf('b'), fileOf('c')], share);
  await settle();
  expect(states()).toEqual(['a sending', 'b sending', 'c waiting']);
  at(0).onDone();
  expect(states()).toEqual(['a done', 'b sending', 'c sending']);
  expect(attempts).toHaveLength(3);
  uploads.clearDone();
  expect(states()).toEqual(['b sending', 'c sending']);
});

test('FILE-18 a file of a time that none can be is sent with the nearest one, and known again by it', async () => {
  const begun = begunAs('one', { modifiedAt: 0 });
  const { uploads, at } = scene([begun]);
  uploads.add([fileOf('a', 10, -11_644_473_600_000), fileOf('b', 10, 8.64e15)], share);
  await settle();
  expect(at(0).url).toContain('one');
  expect([at(0), at(1)].map(({ metadata }) => metadata.modifiedAt)).toEqual([
    '0',
    '99999999999999',
  ]);
});

test('FILE-18 after a lost line it goes on by itself, where it was', async () => {
  const { uploads, states, at, clock } = scene();
  uploads.add([fileOf('a')], share);
  await settle();
  at(0).onUrl('/api/v1/rooms/r/uploads/one');
  at(0).onProgress(4);
  at(0).onBroken({ kind: 'line' });
  expect(states()).toEqual(['a stalled']);
  expect(uploads.items.get()[0]?.sent).toBe(4);
  await clock.advance(1_000);
  expect(at(1).url).toBe('/api/v1/rooms/r/uploads/one');
  expect(states()).toEqual(['a sending']);
  at(1).onBroken({ kind: 'line' });
  uploads.wake();
  expect(at(2).url).toBe('/api/v1/rooms/r/uploads/one');
});

test('FILE-24 whoever asks again is asked for by the same name, and others by others', async () => {
  const { uploads, at, clock } = scene();
  uploads.add([fileOf('a'), fileOf('a')], share);
  await settle();
  const names = [at(0), at(1)].map(({ metadata }) => metadata.clientId);
  expect(new Set(names).size).toBe(2);
  at(0).onBroken({ kind: 'line' });
  await clock.advance(1_000);
  expect(at(2)).toMatchObject({ url: null, metadata: { clientId: names[0] } });
  at(2).onUrl('/api/v1/rooms/r/uploads/one');
  at(2).onBroken({ kind: 'forgotten' });
  await clock.advance(1_000);
  expect(at(3)).toMatchObject({ url: null, metadata: { clientId: names[0] } });
});

test('FILE-24 what may have begun without a word is nobody’s else, and not interrupted', async () => {
  const { uploads, at, keyOf, know } = scene();
  uploads.add([fileOf('a')], share);
  await settle();
  at(0).onBroken({ kind: 'line' });
  const begun = begunAs('one', { clientId: keyOf('a'), received: 0 });
  expect(isAmong(begun, uploads.items.get())).toBe(true);
  know([begun]);
  uploads.add([fileOf('a')], share);
  await settle();
  expect(at(1).url).toBeNull();
  expect(at(1).metadata.clientId).not.toBe(keyOf('a'));
});

test('FILE-20 after a full disk another try begins anew', async () => {
  const { uploads, at, keyOf } = scene();
  uploads.add([fileOf('a')], share);
  await settle();
  at(0).onUrl('/api/v1/rooms/r/uploads/one');
  at(0).onProgress(4);
  at(0).onBroken({ kind: 'refused', failure: { code: 'storage_full' } });
  expect(uploads.items.get()[0]).toMatchObject({ sent: 0, fileId: null });
  uploads.resume(keyOf('a'));
  expect(at(1).url).toBeNull();
});

test('FILE-18 what the server has forgotten begins anew', async () => {
  const { uploads, at, clock } = scene();
  uploads.add([fileOf('a')], share);
  await settle();
  at(0).onUrl('/api/v1/rooms/r/uploads/one');
  at(0).onBroken({ kind: 'forgotten' });
  await clock.advance(1_000);
  expect(at(1).url).toBeNull();
});

test('FILE-18 after a reload the same file, chosen again, goes on where it was', async () => {
  const { uploads, at } = scene([begunAs('one'), begunAs('two', { modifiedAt: 8 })]);
  uploads.add([fileOf('a'), fileOf('a', 11)], share);
  await settle();
  expect(at(0).url).toMatch(/\/uploads\/one$/);
  expect(at(1).url).toBeNull();
  expect(uploads.items.get()[0]).toMatchObject({ sent: 6, fileId: 'one' });
});

test('FILE-18 pausing stops it, resuming goes on, and cancelling gives it up', async () => {
  const { uploads, states, at, keyOf, given, clock } = scene();
  uploads.add([fileOf('a'), fileOf('b'), fileOf('c')], share);
  await settle();
  at(0).onUrl('/api/v1/rooms/r/uploads/one');
  uploads.pause(keyOf('a'));
  expect(at(0).stopped).toBe(true);
  expect(states()).toEqual(['a paused', 'b sending', 'c sending']);
  await clock.advance(60_000);
  expect(states()[0]).toBe('a paused');
  uploads.resume(keyOf('a'));
  expect(states()[0]).toBe('a waiting');
  uploads.cancel(keyOf('b'));
  expect(states()).toEqual(['a sending', 'c sending']);
  expect(given).toEqual([]);
  uploads.cancel(keyOf('a'));
  expect(given).toEqual(['one']);
});

test('FILE-18 what is paused before it has begun is one upload, and goes on as that', async () => {
  const { uploads, states, at, keyOf, attempts } = scene();
  uploads.add([fileOf('a')], share);
  await settle();
  uploads.pause(keyOf('a'));
  uploads.resume(keyOf('a'));
  // What was asked for may be there already; it isn't asked for a second time.
  expect(states()).toEqual(['a waiting']);
  expect(attempts).toHaveLength(1);
  at(0).onUrl('/api/v1/rooms/r/uploads/one');
  expect(uploads.items.get()[0]).toMatchObject({ fileId: 'one', state: { kind: 'sending' } });
  expect(at(1).url).toBe('/api/v1/rooms/r/uploads/one');

  uploads.add([fileOf('b')], share);
  await settle();
  uploads.pause(keyOf('b'));
  at(2).onBroken({ kind: 'line' });
  expect(states()).toEqual(['a sending', 'b paused']);
  uploads.resume(keyOf('b'));
  expect(at(3).url).toBeNull();
});

test('FILE-18 an attempt that speaks again after the next one has begun is not heard', async () => {
  const { uploads, states, at, keyOf, attempts } = scene();
  uploads.add([fileOf('a')], share);
  await settle();
  at(0).onBroken({ kind: 'line' });
  uploads.wake();
  expect(attempts).toHaveLength(2);
  at(0).onBroken({ kind: 'line' });
  expect(states()).toEqual(['a sending']);
  uploads.pause(keyOf('a'));
  at(0).onBroken({ kind: 'line' });
  uploads.resume(keyOf('a'));
  // The second may be there already, whatever the first says.
  expect(attempts).toHaveLength(2);
});

test('FILE-18 what is cancelled while it begins is given up', async () => {
  const { uploads, states, at, keyOf, given } = scene();
  uploads.add([fileOf('a')], share);
  await settle();
  uploads.cancel(keyOf('a'));
  at(0).onUrl('/api/v1/rooms/r/uploads/one');
  expect(states()).toEqual([]);
  expect(given).toEqual(['one']);
});

test('FILE-9 what is refused says why, and is tried again only when one asks for it', async () => {
  const { uploads, states, at, clock, keyOf, attempts } = scene();
  uploads.add([fileOf('a')], share);
  await settle();
  at(0).onBroken({ kind: 'refused', failure: { code: 'room_full' } });
  await clock.advance(600_000);
  expect(attempts).toHaveLength(1);
  expect(uploads.items.get()[0]?.state).toEqual({
    kind: 'failed',
    failure: { code: 'room_full' },
  });
  uploads.resume(keyOf('a'));
  expect(states()).toEqual(['a sending']);
});
