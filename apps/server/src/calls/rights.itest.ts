/** How soon a right that is taken away ends what is heard, with media that flows. */
import { presetPolicies } from '@converge/protocol/permissions';
import { callGrant, callMute, callStop } from '@converge/protocol/realtime/moderation';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MediaBot } from '../../test/media-bot.ts';
import { SfuHouse } from '../../test/sfu-house.ts';

const PROMISED_MS = 250;
const ROUNDS = 20;

let place: SfuHouse;
let teacher: MediaBot;
let pupil: MediaBot;
let listeners: MediaBot[];

beforeAll(async () => {
  place = await SfuHouse.open();
  teacher = await place.enter('Teacher', 'owner');
  pupil = await place.enter('Pupil', 'guest');
  listeners = [teacher, await place.enter('One'), await place.enter('Two', 'guest')];
  for (const bot of listeners) bot.listensOn = true;
});
afterAll(() => place.close());

const upon = () => ({ roomId: place.house.roomId, participantId: pupil.id });

/** Milliseconds from asking until the last packet at the last receiver. */
async function measure(take: () => Promise<unknown> | unknown): Promise<number> {
  await pupil.produce('microphone');
  await Promise.all(listeners.map((one) => one.hears(pupil.id, 'microphone')));
  const heard = listeners.flatMap((one) =>
    [...one.receiving.values()].filter(({ offer }) => offer.participantId === pupil.id),
  );
  const asked = performance.now();
  await take();
  const [first] = heard;
  if (!first) throw new Error('nobody heard anything');
  // The pupil's client goes on sending; what still comes after half a second comes for ever.
  expect(await listeners[0]?.hearsAfterAll(first, pupil, 'microphone')).toBe(0);
  const last = Math.max(...heard.map(({ latestAt }) => latestAt));
  pupil.stop('microphone');
  for (const one of listeners) one.receiving.clear();
  return Math.max(0, last - asked);
}

// Among other tests the machine may stand still more often than that; it is then measured once more.
const patient = { retry: 1 };

test(
  'MOD-5 CALL-6 PERM-3 what is taken away is heard by nobody within 250 ms, in 95 of 100 cases',
  patient,
  async () => {
    const took: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      if (round % 2 === 0) {
        const grant = { ...upon(), capability: 'speak' } as const;
        took.push(
          await measure(() => teacher.session.ask(callGrant, { ...grant, allowed: false })),
        );
        await teacher.session.ask(callGrant, { ...grant, allowed: null });
      } else {
        took.push(await measure(() => place.house.changePolicy(presetPolicies.class)));
        place.house.changePolicy(presetPolicies.meeting);
      }
    }
    took.sort((a, b) => a - b);
    const p95 = took[Math.ceil(ROUNDS * 0.95) - 1];
    console.info(
      `a right taken away: median ${took[ROUNDS / 2]?.toFixed(1)} ms, p95 ${p95?.toFixed(1)} ms`,
    );
    expect(p95).toBeLessThan(PROMISED_MS);
  },
);

test('MOD-2 MOD-5 a mute silences a client that goes on sending', async () => {
  const took: number[] = [];
  for (let round = 0; round < 3; round++) {
    took.push(await measure(() => teacher.session.ask(callMute, upon())));
  }
  // The promise is for 95 of 100; one alone may have met a moment in which the machine stood still.
  expect(took.sort((a, b) => a - b)[1]).toBeLessThan(PROMISED_MS);
});

test('MOD-7 a stopped camera is seen by nobody, and may begin again', async () => {
  const viewer = listeners[1];
  if (!viewer) throw new Error('nobody looks');
  const pupil = await place.enter('Painter', 'guest');
  const upon = () => ({ roomId: place.house.roomId, participantId: pupil.id });
  await pupil.produce('camera');
  await viewer.view([{ participantId: pupil.id, source: 'camera', width: 640, height: 360 }]);
  await viewer.hears(pupil.id, 'camera');
  const seen = await viewer.receives(pupil.id, 'camera');
  await teacher.session.ask(callStop, { ...upon(), source: 'camera' });
  expect(await viewer.hearsAfterAll(seen, pupil, 'camera')).toBe(0);
  expect(place.house.notes.at(-1)).toMatchObject({ action: 'stop', details: { source: 'camera' } });
  pupil.stop('camera');
  viewer.receiving.clear();
  await pupil.produce('camera');
  await viewer.hears(pupil.id, 'camera');
});
