import { mediaView } from '@converge/protocol/realtime/media';
import { expect, test } from 'vitest';
import { when } from '../state/value.ts';
import { setUpCall } from '../testing/in-call.ts';

/** Until a camera that began is encoded in all layers. */
const SMALL_MS = 600;
/** So often what flows is measured, and what is encoded looked at. */
const MEASURE_MS = 2_000;

test('MEDIA-13 a camera is encoded in its smallest layer alone at first', async () => {
  const { server, device, clock, join, drain } = setUpCall();
  await join('camera', 'microphone');
  const now = () => device.open('send').layers;
  expect(now()).toEqual([[true, false, false]]);
  server.wantLayers(server.connected.id, 'camera', 1);
  await drain();
  expect(now()).toEqual([[true, false, false]]);
  await clock.advance(SMALL_MS);
  await drain();
  expect(now()).toEqual([[true, true, false]]);
});

test('MEDIA-13 layers that a browser puts back with another negotiation are taken off again', async () => {
  const { server, local, device, clock, join, drain } = setUpCall();
  await join('camera');
  await clock.advance(SMALL_MS);
  server.wantLayers(server.connected.id, 'camera', 0);
  await drain();
  local.setMicrophone(true);
  await when(local.microphone, ({ kind }) => kind === 'on');
  await drain();
  expect(device.open('send').layers).toEqual([[true, false, false]]);
});

test('MEDIA-13 … and so they are after another path was looked for, and after something else ended', async () => {
  const { server, local, device, clock, join, drain, networkChanged } = setUpCall();
  await join('camera');
  await local.startScreen();
  await clock.advance(SMALL_MS);
  server.wantLayers(server.connected.id, 'camera', 0);
  await drain();
  const now = () => device.open('send').layers;
  networkChanged();
  await drain();
  expect(device.open('send').restarts).toBe(1);
  expect(now()[0]).toEqual([true, false, false]);
  local.stopScreen();
  await drain();
  expect(now()).toEqual([[true, true, true]]);
  // With the next measure.
  await clock.advance(2 * MEASURE_MS);
  await drain();
  expect(now()).toEqual([[true, false, false]]);
});

test('ADAPT-1 layers are switched off and on as the server wants them, and the track stays', async () => {
  const { server, port, device, clock, join, drain } = setUpCall();
  await join('camera');
  await clock.advance(SMALL_MS);
  const now = () => device.open('send').layers;
  expect(now()).toEqual([[true, true, true]]);
  for (const [wanted, layers] of [
    [0, [true, false, false]],
    [null, [false, false, false]],
    [1, [true, true, false]],
    [2, [true, true, true]],
  ] as const) {
    server.wantLayers(server.connected.id, 'camera', wanted);
    await drain();
    expect(now()).toEqual([layers]);
  }
  expect(port.live('video')).toHaveLength(1);
  expect(server.count('media.produce')).toBe(1);
});

test('ADAPT-1 a camera that is opened again begins with all layers', async () => {
  const { server, local, device, clock, join, drain } = setUpCall();
  await join('camera');
  server.wantLayers(server.connected.id, 'camera', null);
  await drain();
  local.setCamera(false);
  await drain();
  local.setCamera(true);
  await drain();
  await clock.advance(SMALL_MS);
  await drain();
  expect(device.open('send').layers).toEqual([[true, true, true]]);
});

test('WALL-7 an enlarged screen is whole in the layer that is received already, until the large one has taken over', async () => {
  const { server, local, device, clock, join, drain } = setUpCall();
  await join();
  const { id } = server.connected;
  server.change({ type: 'wall', wall: { by: id, staged: null } });
  await drain();
  await local.startWallScreen();
  await drain();
  const want = async (max: number | null) => {
    server.wantLayers(id, 'wallScreen', max);
    await drain();
    const { scales, layers } = device.open('send');
    return { scales: scales.at(-1)?.slice(0, 2), layers: layers.at(-1)?.slice(0, 2) };
  };
  const small = [6, undefined];
  expect(await want(0)).toEqual({ scales: small, layers: [true, false] });
  // First alone, with all bits there are; then beside the one that is to take over.
  expect(await want(1)).toEqual({ scales: [1, undefined], layers: [true, false] });
  await clock.advance(1_500);
  expect(await want(1)).toEqual({ scales: [1, undefined], layers: [true, true] });
  await clock.advance(5_000);
  await drain();
  expect(device.open('send').scales.at(-1)?.[0]).toBe(6);
  // Back among the others before it was over.
  await want(0);
  await want(1);
  expect(await want(0)).toEqual({ scales: small, layers: [true, false] });
  // Where nothing was received before, no layer is behind the other.
  await want(null);
  expect(await want(1)).toEqual({ scales: small, layers: [true, true] });
});

test('MEDIA-16 the small layer of a share is as wide as everybody counts with, however wide the window is by now', async () => {
  const { server, local, port, device, clock, join, drain } = setUpCall();
  await join();
  await local.startScreen();
  await drain();
  const [window] = port.live('video');
  const small = () => {
    const { width = 1920 } = window?.getSettings() ?? {};
    return Math.round(width / (device.open('send').scales.at(-1)?.[0] ?? 1));
  };
  expect(small()).toBe(960);
  // Windows are resized without a word: the next measures see it.
  for (const [width, wide] of [
    [1366, 960],
    [2560, 960],
    [1000, 960],
    // Narrower than that it is sent as it is.
    [800, 800],
  ]) {
    await window?.applyConstraints({ width: { ideal: width ?? 0 } });
    await clock.advance(5_000);
    await drain();
    expect(small()).toBe(wide);
  }
  // Another window, before anything was measured.
  server.wantLayers(server.connected.id, 'screen', 0);
  await local.startScreen();
  const next = port.live('video').at(-1);
  await next?.applyConstraints({ width: { ideal: 1366 } });
  await drain();
  expect(device.open('send').scales.at(-1)?.[0]).toBeCloseTo(1366 / 960);
  expect(device.open('send').layers.at(-1)?.slice(0, 2)).toEqual([true, false]);
});

test('MEDIA-16 the thumbnail of a wall is as wide on a laptop of 1366 pixels', async () => {
  const { server, local, port, device, join, drain } = setUpCall();
  await join();
  server.change({ type: 'wall', wall: { by: server.connected.id, staged: null } });
  await drain();
  const started = local.startWallScreen();
  await started;
  await port
    .live('video')
    .at(-1)
    ?.applyConstraints({ width: { ideal: 1366 } });
  await drain();
  server.wantLayers(server.connected.id, 'wallScreen', 0);
  await drain();
  expect(device.open('send').scales.at(-1)?.[0]).toBeCloseTo(1366 / 320);
});

test('ADAPT-7 who saves data sends no more than the middle layer, and asks for small pictures, at once', async () => {
  const { server, call, saving, device, clock, join, drain } = setUpCall();
  const ada = server.arrive(7, 'camera');
  saving.set(true);
  await join('camera');
  await clock.advance(SMALL_MS);
  await drain();
  const layers = () => device.open('send').layers;
  const shown = () => server.requests.findLast(({ name }) => name === mediaView.name)?.payload;
  expect(layers()).toEqual([[true, true, false]]);
  call.view.show({ participantId: ada, source: 'camera', width: 640, height: 360 });
  await clock.advance(0);
  await drain();
  const tile = { participantId: ada, source: 'camera' };
  expect(shown()).toEqual({ tiles: [{ ...tile, width: 320, height: 180 }] });

  server.wantLayers(server.connected.id, 'camera', 0);
  await drain();
  expect(layers()).toEqual([[true, false, false]]);
  server.wantLayers(server.connected.id, 'camera', 2);
  await drain();
  expect(layers()).toEqual([[true, true, false]]);

  saving.set(false);
  await drain();
  expect(layers()).toEqual([[true, true, true]]);
  expect(shown()).toEqual({ tiles: [{ ...tile, width: 1280, height: 720 }] });
});

test('ADAPT-6 whose line is too thin for pictures is told so, until it isn’t', async () => {
  const { call, net, join, drain } = setUpCall();
  await join();
  const say = async (thin: boolean) => {
    net.sessions.at(-1)?.sendRaw('media.lineThin', { thin });
    await drain();
    return call.thin.get();
  };
  expect(await say(true)).toBe(true);
  expect(await say(false)).toBe(false);
  await say(true);
  call.leave();
  expect(call.thin.get()).toBe(false);
});
