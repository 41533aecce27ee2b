import { expect, test } from 'vitest';
import { setUpCall } from '../testing/in-call.ts';

test('ADAPT-1 layers are switched off and on as the server wants them, and the track stays', async () => {
  const { server, port, device, join, drain } = setUpCall();
  await join('camera');
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
  const { server, local, device, join, drain } = setUpCall();
  await join('camera');
  server.wantLayers(server.connected.id, 'camera', null);
  await drain();
  local.setCamera(false);
  await drain();
  local.setCamera(true);
  await drain();
  expect(device.open('send').layers).toEqual([[true, true, true]]);
});
