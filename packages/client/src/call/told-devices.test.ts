import type { DeviceLabels } from '@converge/protocol/realtime/call';
import { expect, test } from 'vitest';
import { setUpCall } from '../testing/in-call.ts';

const headset: DeviceLabels = { microphone: 'Headset', camera: null, speaker: 'Headset' };
const webcam: DeviceLabels = { ...headset, camera: 'Webcam' };

test('MON-4 devices are told after joining, when they change, and again after a lost line', async () => {
  const { server, devices, join, drain, reconnect } = setUpCall();
  const told = () =>
    server.requests
      .filter(({ name }) => name === 'call.devices')
      .map(({ payload }) => (payload as { devices: DeviceLabels | null }).devices);
  devices.set(headset);
  await drain();
  expect(told()).toEqual([]);
  await join();
  expect(told()).toEqual([headset]);
  devices.set({ ...headset });
  devices.set(webcam);
  await drain();
  expect(told()).toEqual([headset, webcam]);
  await reconnect();
  expect(told()).toEqual([headset, webcam, webcam]);
  // Who changes their mind takes back what was told.
  devices.set(null);
  await drain();
  expect(told()).toEqual([headset, webcam, webcam, null]);
});

test('MON-4 who doesn’t want them told sends nothing at all', async () => {
  const { server, join, reconnect } = setUpCall();
  await join('microphone');
  await reconnect();
  expect(server.count('call.devices')).toBe(0);
});
