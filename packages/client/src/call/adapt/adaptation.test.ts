import { mediaSetPaused } from '@converge/protocol/realtime/media';
import { expect, test } from 'vitest';
import { setUpCall } from '../../testing/in-call.ts';

const MEASURE_MS = 2_000;

/** A call with camera and voice on a line and a machine as they are set. */
async function setUp() {
  const setting = setUpCall();
  const { server, port, device, call, clock, join, drain } = setting;
  const said: string[] = [];
  call.events.on('pictureSmaller', () => said.push('smaller'));
  await join('camera', 'microphone');
  const totals = { frames: 0, captured: 0, cpu: 0, none: 0, packets: 0 };

  /** Lets seconds pass; of each, `encoded` of thirty pictures, `cpu` of the time, `outgoing` bits. */
  const live = async (
    seconds: number,
    { encoded = 30, cpu = 0, outgoing = 2_000_000 }: Record<string, number> = {},
  ) => {
    for (let passed = 0; passed < seconds * 1_000; passed += MEASURE_MS) {
      const sends = device.open('send').layers[0]?.some((on) => on) ?? false;
      totals.frames += sends ? encoded * 2 : 0;
      totals.captured += 60;
      totals.packets += sends ? 200 : 0;
      totals.cpu += cpu * 2;
      totals.none += (1 - cpu) * 2;
      device.open('send').counts(countersOf(totals, outgoing, port.live('video')[0]?.id));
      await clock.advance(MEASURE_MS);
      await drain();
    }
  };
  const paused = () =>
    server.requests
      .filter(({ name }) => name === mediaSetPaused.name)
      .map(({ payload }) => (payload as { paused: boolean }).paused);
  const camera = () => {
    const { width, height, frameRate } = port.live('video')[0]?.getSettings() ?? {};
    return [width, height, frameRate];
  };
  return { ...setting, live, said, paused, camera };
}

function countersOf(
  { frames, captured, cpu, none, packets }: Record<string, number>,
  outgoing: number,
  trackIdentifier: string | undefined,
) {
  return [
    { id: 'T', type: 'transport', selectedCandidatePairId: 'P' },
    { id: 'P', type: 'candidate-pair', availableOutgoingBitrate: outgoing },
    { id: 'S', type: 'media-source', trackIdentifier, frames: captured },
    {
      id: 'O',
      type: 'outbound-rtp',
      kind: 'video',
      mediaSourceId: 'S',
      packetsSent: packets,
      bytesSent: (packets ?? 0) * 1_000,
      framesEncoded: frames,
      qualityLimitationDurations: { cpu, none, bandwidth: 0, other: 0 },
    },
  ];
}

test('ADAPT-8 a machine that doesn’t keep up takes a smaller picture, says so once, and takes the whole again', async () => {
  const { live, camera, said, device } = await setUp();
  await live(20);
  expect(camera()).toEqual([1280, 720, 30]);
  await live(12, { cpu: 1 });
  expect(camera()).toEqual([960, 540, 30]);
  expect(device.open('send').scales).toEqual([[4, 2, 1]]);
  await live(18, { encoded: 12 });
  expect(camera()).toEqual([640, 360, 30]);
  // The lower layers keep their sizes; there is nothing above them to send.
  expect(device.open('send').scales).toEqual([[2, 1, 1]]);
  expect(device.open('send').layers).toEqual([[true, true, false]]);
  await live(18, { cpu: 1 });
  expect(camera()).toEqual([640, 360, 15]);
  await live(300);
  expect(camera()).toEqual([1280, 720, 30]);
  expect(device.open('send').layers).toEqual([[true, true, true]]);
  expect(said).toEqual(['smaller']);
});

test('ADAPT-8 another camera is opened as small, and with the end of the call the machine is free again', async () => {
  const { live, camera, port, local, call, drain } = await setUp();
  await live(34, { cpu: 1 });
  expect(camera()).toEqual([640, 360, 30]);
  port.plug('camera', 'cam-2');
  local.choose('camera', 'cam-2');
  await drain();
  expect(camera()).toEqual([640, 360, 30]);
  call.leave();
  await drain();
  expect(camera()).toEqual([1280, 720, 30]);
});

test('ADAPT-9 a way up too thin for a picture holds it back, tells everybody, and tries again', async () => {
  const { live, call, paused, device, server } = await setUp();
  await live(12);
  await live(8, { outgoing: 60_000 });
  expect(call.held.get()).toBe(true);
  expect(paused()).toEqual([true]);
  expect(device.open('send').layers).toEqual([[false, false, false]]);
  expect(server.call.participants[0]?.media.camera).toBe('paused');
  // The voice goes on, with half of the bits.
  expect(device.open('send').voice).toMatchObject({ maxBitrate: 16_000, adaptivePtime: true });
  await live(4);
  const report = server.requests.findLast(({ name }) => name === 'call.quality')?.payload;
  expect(report).toMatchObject({ report: { limited: 'narrow' } });

  await live(14);
  expect(call.held.get()).toBe(false);
  expect(paused()).toEqual([true, false]);
  expect(device.open('send').layers).toEqual([[true, true, true]]);
  await live(40);
  expect(call.held.get()).toBe(false);
  expect(device.open('send').voice).toMatchObject({ maxBitrate: 32_000, adaptivePtime: false });
});

test('ADAPT-9 who turns the camera off and on begins anew, and leaving forgets it', async () => {
  const { live, call, local, drain } = await setUp();
  await live(12, { outgoing: 60_000 });
  expect(call.held.get()).toBe(true);
  local.setCamera(false);
  await drain();
  expect(call.held.get()).toBe(false);
  local.setCamera(true);
  await drain();
  await live(12, { outgoing: 60_000 });
  expect(call.held.get()).toBe(true);
  call.leave();
  expect(call.held.get()).toBe(false);
});
