/** A device that sits in a call for a working day, in a few seconds. */
import type { DirectId } from '@converge/protocol/ids';
import { afterEach, expect, test, vi } from 'vitest';
import { FakeCallServer } from '../testing/fake-call.ts';
import { stubPeers } from '../testing/fake-peers.ts';
import { setUpCall } from '../testing/in-call.ts';
import { until } from '../testing/until.ts';

const MINUTE_MS = 60_000;
const HOURS = 8;
const CREDENTIALS_MS = 60 * MINUTE_MS;

afterEach(() => vi.unstubAllGlobals());

test('CALL-11 NET-8 SEAT-2 P2P-4 after eight hours one sits on the same seat, and nothing has grown', async () => {
  let asked = 0;
  const ask = async () => ({
    iceServers: [
      { urls: ['turn:relay.example.org:3478'], username: `u${++asked}`, credential: 'c' },
    ],
    lifetimeMs: CREDENTIALS_MS,
  });
  const setting = setUpCall(new FakeCallServer(), { ask });
  const { server, call, clock, device, drain, join, reconnect, networkChanged, local } = setting;
  const peers = stubPeers();
  setting.direct.set(true);
  const other = server.arrive(7, 'microphone', 'camera');
  await join('microphone', 'camera');
  const self = call.self.get()?.id;
  const seats = new Set<string>();

  /** What is kept, when nothing is under way. */
  const kept = () => ({
    measures: call.measures.get().length,
    tracks: call.tracks.get().length,
    people: call.participants.get().length,
    transports: device.transports.length,
    peers: peers.open,
    snapshot: JSON.stringify(server.call).length,
  });

  /** From whom the other one's are taken; a browser's own track is told by its name. */
  const taken = () =>
    ['microphone', 'camera'].map((source) => {
      const found = call.tracks.get().find((one) => one.source === source);
      return found?.track.id.startsWith('track-') ? 'the other' : 'the server';
    });

  /** The two speak directly for a minute, in which the line is lost once, and then by the server again. */
  async function direct(nr: number): Promise<void> {
    const id = `00000000-0000-4000-8000-${String(nr).padStart(12, '0')}` as DirectId;
    const between = [self ?? other, other] as const;
    server.change({ type: 'direct', direct: { id, between: [...between] }, because: 'two' });
    await until(async () => {
      await drain();
      expect(peers.made).toHaveLength(nr);
    });
    peers.connect();
    await clock.advance(MINUTE_MS / 2);
    await drain();
    expect(taken()).toEqual(['the other', 'the other']);
    await reconnect();
    await clock.advance(MINUTE_MS / 2);
    await drain();
    expect(taken()).toEqual(['the other', 'the other']);
    server.change({ type: 'direct', direct: null, because: 'people' });
    await drain();
    await clock.advance(MINUTE_MS / 2);
    await drain();
    expect(taken()).toEqual(['the server', 'the server']);
  }

  async function hour(nr: number): Promise<void> {
    for (let minute = 0; minute < 60; minute++) {
      // Somebody looks in; their picture is shown while they are there.
      const guest = server.arrive(5_000 + (minute % 10), 'camera');
      await drain();
      const tile = { participantId: guest, source: 'camera', width: 320, height: 180 } as const;
      const shown = call.view.show(tile);
      await clock.advance(MINUTE_MS / 2);
      await drain();
      shown.hide();
      server.depart(guest);
      local.setMicrophone(minute % 2 === 0);
      await clock.advance(MINUTE_MS / 2);
      await drain();
      if (minute % 20 === 10) await reconnect();
      if (minute % 30 === 15) {
        networkChanged();
        await drain();
        for (const direction of ['send', 'recv'] as const) {
          device.open(direction).become('connected');
        }
      }
    }
    local.setMicrophone(true);
    await direct(nr);
    await clock.advance(MINUTE_MS);
    await drain();
    for (const { name, payload } of server.requests.splice(0)) {
      if (name === 'call.join') seats.add(`${(payload as { seat?: string }).seat}`);
    }
    expect(call.state.get(), `hour ${nr}`).toMatchObject({ kind: 'in', self });
  }

  await hour(1);
  const timers = clock.pending;
  const before = kept();
  for (let nr = 2; nr <= HOURS; nr++) await hour(nr);
  expect(kept()).toEqual(before);
  // One more or less waits for what is just due.
  expect(Math.abs(clock.pending - timers)).toBeLessThanOrEqual(1);
  expect(before).toMatchObject({ measures: 90, transports: 2, people: 2, peers: 0 });
  // A token for each time that the line was lost, and the first joining without one.
  expect(seats.size).toBe(HOURS * 4 + 1);
  // At half of their time each, and no more often.
  expect(asked).toBeGreaterThanOrEqual(HOURS * 2);
  expect(asked).toBeLessThanOrEqual(HOURS * 2 + 3);
  call.leave();
  setting.connection.close();
  expect(clock.pending).toBe(0);
});
