/**
 * Lines that were lost, and how soon a call is back. Those marked @short are part
 * of `npm test`; `npm run faults` runs all of them and prints what was reached.
 */
import { expectPictures, expectSound } from '../harness/media.ts';
import { untilDirect, untilStill } from './flow.ts';
import { cut, holdLateness, holdReturns, timeReturn } from './returns.ts';
import { type Scene, test } from './scene.ts';
import { straight } from './ways.ts';

/** Walks into another network. The answer is when it is there. */
async function moveOn({ host, far, near }: Scene): Promise<number> {
  host.changeAddress();
  const since = performance.now();
  await Promise.all([far, near].map(untilStill));
  return since;
}

/** All flows as if nothing had been. */
async function untilSettled({ far, near }: Scene): Promise<void> {
  await Promise.all([far, near].flatMap((page) => [expectPictures(page), expectSound(page)]));
}

for (const { seconds, tag } of [
  { seconds: 5, tag: ['@short'] },
  { seconds: 30, tag: [] },
  { seconds: 90, tag: [] },
]) {
  test(`RT-11 SEAT-3 MEDIA-10 a line dead for ${seconds} s comes back by itself`, { tag }, async ({
    open,
  }) => {
    test.setTimeout(180_000 + seconds * 1_000);
    const scene = await open();
    await cut(scene, seconds * 1_000);
    holdReturns('line', await timeReturn(scene));
    await holdLateness(scene);
  });
}

test('RT-11 a line that dies ten times, for one second to five, comes back each time', async ({
  open,
}) => {
  test.setTimeout(300_000);
  const scene = await open();
  const ms: number[] = [];
  for (let nr = 0; nr < 10; nr++) {
    await cut(scene, (nr % 5) * 1_000);
    ms.push(...(await timeReturn(scene)));
    await untilSettled(scene);
  }
  holdReturns('line', ms);
});

test('RT-11 MEDIA-9 another network, and the call goes on', { tag: '@short' }, async ({ open }) => {
  const scene = await open();
  holdReturns('network', await timeReturn(scene, await moveOn(scene)));
});

test('RT-11 MEDIA-9 another network five times, and the call goes on', async ({ open }) => {
  test.setTimeout(300_000);
  const scene = await open();
  const ms: number[] = [];
  for (let nr = 0; nr < 5; nr++) {
    ms.push(...(await timeReturn(scene, await moveOn(scene))));
    await untilSettled(scene);
  }
  holdReturns('network', ms);
});

test('P2P-5 MEDIA-9 another network while two speak directly, and the call goes on', async ({
  open,
}) => {
  const scene = await open(straight, { direct: true });
  await Promise.all([scene.far, scene.near].map(untilDirect));
  holdReturns('network', await timeReturn(scene, await moveOn(scene)));
});
