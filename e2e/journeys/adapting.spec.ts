import { joinByLink, picture, pressBar, tileButton } from '../harness/call.ts';
import { expectLayers } from '../harness/layers.ts';
import { expectMoving } from '../harness/media.ts';
import { expect, test } from '../harness/test.ts';
import { createRoom } from '../harness/visitor.ts';

/** In which a tile is small enough for the lowest layer, and large enough for the highest. */
const SMALL = { width: 360, height: 560 };
const LARGE = { width: 1500, height: 900 };

test('ADAPT-1 a layer that nobody receives is not encoded, and is there again when a tile is enlarged', async ({
  person,
  host,
}) => {
  test.setTimeout(120_000);
  const { code } = await createRoom(host);
  const alma = await person();
  await joinByLink(alma.page, `/join/${code}`, 'Alma');
  await expectLayers(alma.page, []);

  const bruno = await person({ viewport: SMALL });
  await joinByLink(bruno.page, `/join/${code}`, 'Bruno');
  await expectMoving(picture(bruno.page, 'Alma'));
  await expectLayers(alma.page, ['r0']);
  await expectMoving(picture(bruno.page, 'Alma'));
  const width = () => picture(bruno.page, 'Alma').evaluate((v: HTMLVideoElement) => v.videoWidth);
  expect(await width()).toBe(320);

  await bruno.page.setViewportSize(LARGE);
  await tileButton(bruno.page, 'Alma').dblclick();
  await expectLayers(alma.page, ['r0', 'r1', 'r2']);
  // How far it grows, and when, depends on the line's estimate too.
  await expect.poll(width, { message: 'a larger picture', timeout: 30_000 }).toBeGreaterThan(320);
  await expectMoving(picture(bruno.page, 'Alma'));

  await pressBar(bruno.page, 'Leave the call');
  await expectLayers(alma.page, []);
});
