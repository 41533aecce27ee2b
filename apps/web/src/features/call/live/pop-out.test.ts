import type { CallState, TileView } from '@converge/client/call/types';
import { createValue } from '@converge/client/state/value';
import { expect, test } from 'vitest';
import { callOf, participant, participantId } from '../model/fixtures.ts';
import { type TileModel, tilesOf } from '../model/tiles.ts';
import type { OpenOwnWindow, WindowSize } from '../tile/own-window.ts';
import { createPopOut } from './pop-out.ts';

const me = participantId(1);
const hers = participantId(2);
const alone = [participant(1)];
const both = [participant(1), participant(2, { media: { ...participant(2).media, screen: 'on' } })];
const inside = (participants: typeof both): CallState => ({
  kind: 'in',
  self: me,
  call: callOf(participants),
});
const trackOf = (id: string) => ({ id }) as unknown as MediaStreamTrack;

/** A call, and windows whose doings are written down. */
function scene() {
  const state = createValue<CallState>(inside(both));
  const picture = createValue<MediaStreamTrack | null>(trackOf('first'));
  const doings: string[] = [];
  const asked = new Map<string, string>();
  const view: TileView = {
    show({ participantId: id, source, width, height }) {
      const key = `${id}:${source}`;
      asked.set(key, `${width}x${height}`);
      return {
        resize: (w, h) => void asked.set(key, `${w}x${h}`),
        hide: () => void asked.delete(key),
      };
    },
  };
  let resize: (size: WindowSize) => void = () => {};
  let closeByHand = () => {};
  let refusal: Error | null = null;
  const open: OpenOwnWindow = async ({ id }, onClosed) => {
    if (refusal) {
      const error = refusal;
      refusal = null;
      throw error;
    }
    let closed = false;
    const close = () => {
      if (closed) return;
      closed = true;
      doings.push(`${id} closed`);
      onClosed();
    };
    closeByHand = close;
    doings.push(`${id} opened`);
    return {
      size: { width: 320, height: 180 },
      onResize(run) {
        resize = run;
      },
      show: (track) => void doings.push(`shows ${track?.id ?? 'the name'}`),
      close: async () => close(),
    };
  };
  const popOut = createPopOut({ call: { state, view }, picture: () => picture, open });
  const tiles = tilesOf({
    call: callOf(both),
    me,
    own: { microphone: true, camera: true, screen: false },
  });
  const tile = (source: TileModel['source']) => {
    const found = tiles.find((one) => one.participantId === hers && one.source === source);
    if (!found) throw new Error(`she has no ${source}`);
    return found;
  };
  return {
    ...{ state, picture, doings, asked, popOut, tile },
    resize: (size: WindowSize) => resize(size),
    closeByHand: () => closeByHand(),
    /** The browser says no to the next window. */
    refuse(error: Error) {
      refusal = error;
    },
  };
}

test('MEDIA-5 a tile in a window of its own is asked for in the size of the window, whatever the page shows', async () => {
  const { popOut, tile, asked, resize, closeByHand } = scene();
  await popOut.toggle(tile('camera'));
  expect([...asked]).toEqual([[`${hers}:camera`, '320x180']]);
  resize({ width: 640, height: 360 });
  expect([...asked]).toEqual([[`${hers}:camera`, '640x360']]);
  closeByHand();
  expect(asked.size).toBe(0);
});

test('LESSON-2 it stays until its person leaves or the call is over', async () => {
  for (const end of [inside(alone), { kind: 'left', reason: 'left' } as const]) {
    const { popOut, tile, doings, state } = scene();
    const { id } = tile('camera');
    await popOut.toggle(tile('camera'));
    state.set({ ...inside(both), kind: 'reconnecting' } as CallState);
    state.set(inside([participant(1), participant(2)]));
    expect(doings).toEqual([`${id} opened`]);
    state.set(end);
    expect(doings).toEqual([`${id} opened`, `${id} closed`]);
  }
});

test('LESSON-2 a share’s window goes with the share', async () => {
  const { popOut, tile, doings, state } = scene();
  const { id } = tile('screen');
  await popOut.toggle(tile('screen'));
  state.set(inside([participant(1), participant(2)]));
  expect(doings).toEqual([`${id} opened`, `${id} closed`]);
});

test('LESSON-2 it follows the picture to another way, and says whose it is while there is none', async () => {
  const { popOut, tile, doings, picture } = scene();
  await popOut.toggle(tile('camera'));
  picture.set(trackOf('second'));
  picture.set(null);
  picture.set(trackOf('third'));
  expect(doings.slice(1)).toEqual(['shows second', 'shows the name', 'shows third']);
});

test('a second click before the window is there takes it back, too', async () => {
  const { popOut, tile, doings, asked } = scene();
  const { id } = tile('camera');
  await Promise.all([popOut.toggle(tile('camera')), popOut.toggle(tile('camera'))]);
  expect(doings).toEqual([`${id} opened`, `${id} closed`]);
  expect(asked.size).toBe(0);
});

test('what the browser refuses is told, and the next click is heard', async () => {
  const refusing = scene();
  refusing.refuse(new Error('no click'));
  const { popOut, tile, doings } = refusing;
  await expect(popOut.toggle(tile('camera'))).rejects.toThrow('no click');
  expect(await popOut.toggle(tile('camera'))).toBe(true);
  expect(doings).toEqual([`${tile('camera').id} opened`]);
});

test('the same again takes it back, and another one takes its place', async () => {
  const { popOut, tile, doings, asked } = scene();
  const [camera, screen] = [tile('camera'), tile('screen')];
  await popOut.toggle(camera);
  await popOut.toggle(screen);
  expect([...asked.keys()]).toEqual([`${hers}:screen`]);
  await popOut.toggle(screen);
  expect(doings).toEqual([
    ...[`${camera.id} opened`, `${camera.id} closed`],
    ...[`${screen.id} opened`, `${screen.id} closed`],
  ]);
});
