import { expect, test } from 'vitest';
import { setUpCall } from '../testing/in-call.ts';

/** In a call with a microphone; what its transport counts grows only by `pass`. */
async function setUp() {
  const setting = setUpCall();
  const { clock, device, drain, join } = setting;
  await join('microphone');
  const send = device.open('send');
  let [sent, heard] = [0, 0];
  return {
    ...setting,
    send,
    /** Lets time pass in which packets are sent, and answered or not. */
    async pass(ms: number, { sends = true, hears = true } = {}) {
      for (let at = 0; at < ms; at += 100) {
        sent += sends ? 5 : 0;
        heard += hears ? 900 : 0;
        send.counts([
          { id: 'T', type: 'transport', selectedCandidatePairId: 'P' },
          { id: 'P', type: 'candidate-pair', bytesReceived: heard, responsesReceived: 1 },
          { id: 'O', type: 'outbound-rtp', kind: 'audio', packetsSent: sent },
        ]);
        await clock.advance(100);
        await drain();
      }
    },
  };
}

test('RT-11 MEDIA-9 a path that falls silent while the line lives is looked for anew, once', async () => {
  const { send, pass, connection } = await setUp();
  await pass(5_000);
  await pass(2_000, { hears: false });
  expect(send.restarts).toBe(1);
  await pass(3_000, { hears: false });
  expect(send.restarts).toBe(1);
  await pass(20_000);
  expect(send.restarts).toBe(1);
  expect(connection.state.get().kind).toBe('online');
});

test('RT-11 a short gap restarts nothing', async () => {
  const { send, pass } = await setUp();
  await pass(5_000);
  for (let i = 0; i < 10; i++) {
    await pass(700, { hears: false });
    await pass(2_000);
  }
  expect(send.restarts).toBe(0);
});

test('RT-11 who sends nothing, and hears nobody, restarts nothing', async () => {
  const { send, pass } = await setUp();
  await pass(5_000);
  await pass(60_000, { sends: false, hears: false });
  expect(send.restarts).toBe(0);
});

test('RT-11 MEDIA-9 where the line is as silent as the path, both are new within a second and a half', async () => {
  const { send, pass, net, connection, states } = await setUp();
  await pass(5_000);
  net.swallow();
  await pass(1_500, { hears: false });
  expect(states.seen.map(({ kind }) => kind)).toContain('reconnecting');
  expect(connection.state.get().kind).toBe('online');
  expect(send.restarts).toBe(1);
});

test('RT-11 MEDIA-9 a path that is still silent when the line is back is looked for anew', async () => {
  const { send, pass, net, connection } = await setUp();
  await pass(5_000);
  // The line ends with a word, and stays away for longer than a path takes to be silent.
  net.reachable = false;
  await net.cut();
  await pass(1_500, { hears: false });
  expect(connection.state.get().kind).not.toBe('online');
  net.reachable = true;
  await pass(3_000, { hears: false });
  expect(connection.state.get().kind).toBe('online');
  expect(send.restarts).toBe(1);
});

test('RT-11 where the media is back first, the line doesn’t wait for its next attempt', async () => {
  const { pass, net, connection } = await setUp();
  await pass(5_000);
  net.reachable = false;
  await net.cut();
  // By now the pauses between attempts are seconds.
  await pass(20_000, { hears: false });
  expect(connection.state.get().kind).toBe('waiting');
  net.reachable = true;
  await pass(300);
  expect(connection.state.get().kind).toBe('online');
});
