import { expect, test } from 'vitest';
import { setUpCall } from '../testing/in-call.ts';

/** In a call with Ada, whose voice comes or doesn't. */
async function setUp() {
  const setting = setUpCall();
  const { server, call, clock, device, drain, join } = setting;
  const ada = server.arrive(7, 'microphone', 'camera');
  await join();
  let packets = 0;
  return {
    ...setting,
    ada,
    asked: () =>
      server.requests
        .filter(({ name }) => name === 'media.missing')
        .map(({ payload }) => payload as { consumerIds: string[]; anew: boolean }),
    async pass(ms: number, voice: boolean) {
      for (let at = 0; at < ms; at += 1_000) {
        if (voice) packets += 50;
        const trackIdentifier = call.track(ada, 'microphone').get()?.id;
        device.open('recv').counts([
          {
            id: 'I',
            type: 'inbound-rtp',
            kind: 'audio',
            trackIdentifier,
            packetsReceived: packets,
          },
        ]);
        await clock.advance(1_000);
        await drain();
      }
    },
  };
}

test('MEDIA-12 whose voice doesn’t come, though the line stands, is asked for, and then opened anew', async () => {
  const { server, pass, asked, ada, device } = await setUp();
  await pass(30_000, true);
  expect(asked()).toEqual([]);
  // Measures look back: a silence is seen when the last packet is six seconds old.
  await pass(16_000, false);
  expect(asked().map(({ anew }) => anew)).toEqual([false]);
  await pass(8_000, false);
  expect(asked().map(({ anew }) => anew)).toEqual([false, true]);
  const offer = server.connected.consumers.find((one) => one.source === 'microphone');
  expect(asked()[0]?.consumerIds).toEqual([offer?.id]);
  // Nothing at all comes, so at last another path is looked for; and that was all.
  await pass(60_000, false);
  expect(asked()).toHaveLength(2);
  expect(device.open('recv').restarts).toBe(1);
  expect(offer?.participantId).toBe(ada);
});

test('MEDIA-12 who is muted, or whose own line is lost, isn’t asked for', async () => {
  const { server, pass, asked, ada, drain } = await setUp();
  await pass(10_000, true);
  server.change({ type: 'media', participantId: ada, source: 'microphone', state: 'paused' });
  await drain();
  await pass(40_000, false);
  server.change({ type: 'media', participantId: ada, source: 'microphone', state: 'on' });
  server.change({ type: 'presence', participantId: ada, presence: 'away' });
  await drain();
  await pass(40_000, false);
  expect(asked()).toEqual([]);
});

test('MEDIA-12 of pictures only those are missed that are on the screen', async () => {
  const { server, call, pass, asked, ada } = await setUp();
  await pass(30_000, true);
  expect(asked()).toEqual([]);
  call.view.show({ participantId: ada, source: 'camera', width: 320, height: 180 });
  await pass(10_000, true);
  const camera = server.connected.consumers.find((one) => one.source === 'camera');
  expect(asked()).toEqual([{ consumerIds: [camera?.id], anew: false }]);
});
