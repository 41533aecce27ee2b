import { expect, test } from 'vitest';
import type { Wakeups } from '../realtime/wakeups.ts';
import { memoryStorage } from '../state/storage.ts';
import { when } from '../state/value.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { createFakeMedia, FakeTrack } from '../testing/fake-media.ts';
import { settle } from '../testing/settle.ts';
import { inUseOf, speakerOf } from './device-follow.ts';
import { createLocalMedia } from './local-media.ts';
import type { MediaPort } from './media-port.ts';
import type { LocalSource } from './types.ts';

function setUp() {
  const port = createFakeMedia();
  const storage = memoryStorage();
  const clock = createFakeClock();
  let wake = () => {};
  const wakeups: Wakeups = (woken) => {
    wake = woken;
    return () => {};
  };
  const local = createLocalMedia({ port, storage, clock, wakeups });
  const moved: (readonly [string, string])[] = [];
  local.events.on('moved', (kind, to) => moved.push([kind, to.label]));
  return { port, storage, local, clock, moved, wake: () => wake() };
}

const settled = (source: LocalSource) => source.kind !== 'starting' && source.kind !== 'off';

test('microphone and camera wanted together are asked for once', async () => {
  const { port, local } = setUp();
  local.setMicrophone(true);
  local.setCamera(true);
  await when(local.camera, settled);
  await when(local.microphone, settled);
  expect(port.asked).toEqual(['microphone+camera']);
  expect(local.microphone.get().kind).toBe('on');
});

test('a muted microphone is silent in the same moment and stays open; a camera that is off is closed', async () => {
  const { port, local } = setUp();
  local.setMicrophone(true);
  local.setCamera(true);
  await when(local.camera, settled);
  const [audio] = port.live('audio');

  local.setMicrophone(false);
  expect(audio?.enabled).toBe(false);
  local.setCamera(false);
  await settle();
  expect(local.microphone.get()).toEqual({ kind: 'muted', track: audio });
  expect(port.live('video')).toEqual([]);
  expect(local.camera.get()).toEqual({ kind: 'off' });

  local.setMicrophone(true);
  expect(audio?.enabled).toBe(true);
  expect(port.live('audio')).toEqual([audio]);
});

test('a microphone that was never on isn’t opened by muting it', async () => {
  const { port, local } = setUp();
  local.setMicrophone(false);
  await settle();
  expect(port.asked).toEqual([]);
  expect(local.microphone.get()).toEqual({ kind: 'off' });
});

test('who changes their mind while the browser asks ends with nothing open', async () => {
  const { port, local } = setUp();
  let open = (_: unknown) => {};
  port.gate = new Promise((resolve) => {
    open = resolve;
  });
  local.setCamera(true);
  await settle();
  expect(local.camera.get()).toEqual({ kind: 'starting' });
  local.setCamera(false);
  open(null);
  await settle();
  expect(local.camera.get()).toEqual({ kind: 'off' });
  expect(port.live()).toEqual([]);
});

test.each([
  ['NotAllowedError', 'Permission denied', 'denied'],
  ['NotAllowedError', 'Permission denied by system', 'denied-by-system'],
  ['NotFoundError', '', 'missing'],
  ['NotReadableError', '', 'busy'],
  ['SecurityError', '', 'denied'],
])('%s “%s” is told as %s, and pressing again tries again', async (name, message, problem) => {
  const { port, local } = setUp();
  port.fail('camera', new DOMException(message, name));
  local.setCamera(true);
  await when(local.camera, settled);
  expect(local.camera.get()).toEqual({ kind: 'failed', problem });

  port.fail('camera', null);
  local.setCamera(true);
  await when(local.camera, (source) => source.kind === 'on');
});

test('without a camera the microphone of the same request still opens', async () => {
  const { port, local } = setUp();
  port.fail('camera', new DOMException('', 'NotFoundError'));
  local.setMicrophone(true);
  local.setCamera(true);
  await when(local.microphone, settled);
  await when(local.camera, settled);
  expect(local.microphone.get().kind).toBe('on');
  expect(local.camera.get()).toEqual({ kind: 'failed', problem: 'missing' });
});

test('who said no to both isn’t asked again for each', async () => {
  const { port, local } = setUp();
  port.fail('microphone', new DOMException('', 'NotAllowedError'));
  local.setMicrophone(true);
  local.setCamera(true);
  await when(local.camera, settled);
  expect(port.asked).toEqual(['microphone+camera']);
});

test('where only the camera is forbidden, the microphone opens', async () => {
  const { port, local } = setUp();
  port.fail('camera', new DOMException('', 'NotAllowedError'));
  port.decide('camera', 'denied');
  port.decide('microphone', 'granted');
  local.setMicrophone(true);
  local.setCamera(true);
  await when(local.microphone, settled);
  await when(local.camera, settled);
  expect(local.microphone.get().kind).toBe('on');
  expect(local.camera.get()).toMatchObject({ problem: 'denied' });
});

test('a chosen device is used, remembered, and given up where it is gone', async () => {
  const { port, storage, local } = setUp();
  port.plug('camera', 'cam-2');
  local.choose('camera', 'cam-2');
  local.setCamera(true);
  await when(local.camera, settled);
  expect(port.live('video').map((t) => t.deviceId)).toEqual(['cam-2']);

  const later = createLocalMedia({ port, storage });
  expect(later.chosen.get().camera).toBe('cam-2');
  port.unplug('cam-2');
  later.setCamera(true);
  await when(later.camera, settled);
  expect(later.camera.get()).toMatchObject({ kind: 'on', track: { deviceId: 'cam-1' } });
});

test('choosing another device changes over without a moment of nothing', async () => {
  const { port, local } = setUp();
  port.plug('microphone', 'mic-2');
  local.setMicrophone(true);
  await when(local.microphone, settled);
  const kinds: string[] = [];
  local.microphone.subscribe(() => kinds.push(local.microphone.get().kind));
  local.choose('microphone', 'mic-2');
  await when(local.microphone, (s) => s.kind === 'on' && s.track.label === 'mic-2');
  await settle();
  expect(kinds).toEqual(['on']);
  expect(port.live('audio').map((t) => t.deviceId)).toEqual(['mic-2']);
});

test('DEV-1 a microphone that is pulled out is replaced by another one, which is said', async () => {
  const { port, local } = setUp();
  port.plug('microphone', 'mic-2');
  local.setMicrophone(true);
  await when(local.microphone, settled);
  const said = new Promise((resolve) => local.events.on('fellBack', (...what) => resolve(what)));
  port.unplug('mic-1');
  expect(await said).toEqual(['microphone', { id: 'mic-2', label: 'mic-2' }]);
  expect(local.microphone.get()).toMatchObject({ kind: 'on', track: { deviceId: 'mic-2' } });
});

test('DEV-8 the device in use is named as the one that runs, whichever was chosen', async () => {
  const { port, local } = setUp();
  port.plug('microphone', 'mic-2');
  local.setMicrophone(true);
  await when(local.microphone, settled);
  expect(local.inUse.get()).toEqual({ microphone: 'mic-1', camera: 'cam-1', speaker: 'out-1' });
  local.choose('microphone', 'mic-2');
  await when(local.inUse, ({ microphone }) => microphone === 'mic-2');

  port.unplug('mic-2');
  await when(local.inUse, ({ microphone }) => microphone === 'mic-1');
  expect(local.chosen.get().microphone).toBe('mic-2');
  port.plug('microphone', 'mic-2');
  await when(local.inUse, ({ microphone }) => microphone === 'mic-2');

  port.plug('speaker', 'out-2');
  local.choose('speaker', 'out-2');
  await when(local.inUse, ({ speaker }) => speaker === 'out-2');
  port.unplug('out-2');
  await when(local.inUse, ({ speaker }) => speaker === 'out-1');
});

test('DEV-8 where the browser’s own question gave another device than the first, that one is in use', () => {
  const present = ['front', 'back'].map((id) => ({ id, label: id }));
  const on = { kind: 'on', track: new FakeTrack('video', 'back') } as const;
  const off = { kind: 'off' } as const;
  expect(inUseOf(on, null, present)).toBe('back');
  expect(inUseOf(on, 'gone', present)).toBe('back');
  // Of what is closed it is said what would be opened.
  expect(inUseOf(off, null, present)).toBe('front');
  expect(inUseOf(off, 'back', present)).toBe('back');
  expect(inUseOf(off, 'gone', present)).toBe('front');
  expect(inUseOf(on, 'back', [])).toBe(null);
});

test('DEV-1 the only camera pulled out is a problem with a name', async () => {
  const { port, local } = setUp();
  local.setCamera(true);
  await when(local.camera, settled);
  const said = new Promise((resolve) => local.events.on('fellBack', (...what) => resolve(what)));
  port.unplug('cam-1');
  expect(await said).toEqual(['camera', null]);
  expect(local.camera.get()).toEqual({ kind: 'failed', problem: 'unplugged' });
});

test.each([
  ['NotReadableError', 'busy'],
  ['NotAllowedError', 'denied'],
])(
  'DEV-1 a camera that ends and is there, but opens with %s, is %s, and nobody says that it was pulled out',
  async (name, problem) => {
    const { port, local } = setUp();
    local.setCamera(true);
    await when(local.camera, settled);
    const said: unknown[] = [];
    local.events.on('fellBack', (...what) => said.push(what));
    port.fail('camera', new DOMException('', name));
    port.live('video')[0]?.end();
    await when(local.camera, (s) => s.kind === 'failed');
    await settle();
    expect(local.camera.get()).toEqual({ kind: 'failed', problem });
    expect(said).toEqual([]);
  },
);

test('DEV-1 a camera that couldn’t be read while it was pulled out is missing as soon as the list says so', async () => {
  const { port, local } = setUp();
  local.setCamera(true);
  await when(local.camera, settled);
  port.fail('camera', new DOMException('', 'NotReadableError'));
  port.live('video')[0]?.end();
  await when(local.camera, (s) => s.kind === 'failed' && s.problem === 'busy');
  port.fail('camera', null);
  port.unplug('cam-1');
  await when(local.camera, (s) => s.kind === 'failed' && s.problem === 'missing');
});

test('DEV-1 a muted microphone that is pulled out is replaced, and stays muted', async () => {
  const { port, local } = setUp();
  port.plug('microphone', 'mic-2');
  local.setMicrophone(true);
  await when(local.microphone, settled);
  local.setMicrophone(false);
  port.unplug('mic-1');
  await when(local.microphone, (s) => s.kind === 'muted' && s.track.label === 'mic-2');
  expect(port.live('audio').map((t) => t.enabled)).toEqual([false]);
});

test('the list of devices follows what is plugged in', async () => {
  const { port, local } = setUp();
  port.plug('speaker', 'out-2');
  await settle();
  expect(local.devices.get().speaker.map((d) => d.id)).toEqual(['out-1', 'out-2']);
});

test('the own level is measured while somebody looks, also muted', async () => {
  const { port, local } = setUp();
  local.setMicrophone(true);
  await when(local.microphone, settled);
  expect(port.metered).toEqual([]);
  const stop = local.level.subscribe(() => {});
  local.setMicrophone(false);
  port.loudness(0.4);
  expect(local.level.get()).toBe(0.4);
  stop();
  expect(port.metered).toEqual([]);
});

test('a screen is shown with its sound, sharp, and ends with the browser’s own button', async () => {
  const { port, local } = setUp();
  await local.startScreen({ audio: true });
  expect(port.asked).toEqual(['screen+screenAudio']);
  const [picture] = port.live('video');
  expect(picture?.contentHint).toBe('detail');
  expect(local.screenAudio.get().kind).toBe('on');
  picture?.end();
  expect(local.screen.get()).toEqual({ kind: 'off' });
  expect(port.live()).toEqual([]);
});

test('the sound of the whole machine, with the call in it, isn’t offered with a screen', async () => {
  const media = createFakeMedia();
  const asked: DisplayMediaStreamOptions[] = [];
  const port: MediaPort = {
    ...media,
    getDisplayMedia(options) {
      asked.push(options);
      return Promise.reject(new DOMException('', 'NotAllowedError'));
    },
  };
  await createLocalMedia({ port }).startScreen({ audio: true });
  expect(asked).toMatchObject([
    { audio: { echoCancellation: false }, systemAudio: 'exclude', windowAudio: 'exclude' },
  ]);
});

test('closing the picker of the screen is no problem and keeps what is shown', async () => {
  const { port, local } = setUp();
  await local.startScreen();
  const shown = local.screen.get();
  port.fail('screen', new DOMException('', 'NotAllowedError'));
  await local.startScreen();
  expect(local.screen.get()).toEqual(shown);
  local.stopScreen();
  await local.startScreen();
  expect(local.screen.get()).toEqual({ kind: 'off' });
});

test('closing closes every device', async () => {
  const { port, local } = setUp();
  local.setMicrophone(true);
  local.setCamera(true);
  await when(local.camera, settled);
  await local.startScreen({ audio: true });
  local.close();
  local.close();
  await settle();
  expect(port.live()).toEqual([]);
  local.setCamera(true);
  await settle();
  expect(port.live()).toEqual([]);
});

test('on a page that came by plain http the obstacle is named', async () => {
  const port = { ...createFakeMedia(), obstacle: 'insecure-context' as const };
  const local = createLocalMedia({ port });
  local.setCamera(true);
  await when(local.camera, settled);
  expect(local.camera.get()).toEqual({ kind: 'failed', problem: 'insecure-context' });
});

test('DEV-2 a chosen headset that is plugged in again is used again, and it is said', async () => {
  const { port, local, moved } = setUp();
  port.plug('microphone', 'headset');
  local.choose('microphone', 'headset');
  local.setMicrophone(true);
  await when(local.microphone, settled);
  port.unplug('headset');
  await when(local.microphone, (s) => s.kind === 'on' && s.track.label === 'mic-1');
  await settle();
  expect(moved).toEqual([]);
  port.plug('microphone', 'headset');
  await when(local.microphone, (s) => s.kind === 'on' && s.track.label === 'headset');
  await settle();
  expect(moved).toEqual([['microphone', 'headset']]);
  expect(port.live('audio')).toHaveLength(1);
});

test('DEV-2 whoever chose another one meanwhile stays with it', async () => {
  const { port, local, moved } = setUp();
  port.plug('microphone', 'headset');
  local.choose('microphone', 'headset');
  local.setMicrophone(true);
  await when(local.microphone, settled);
  port.unplug('headset');
  await when(local.microphone, (s) => s.kind === 'on' && s.track.label === 'mic-1');
  local.choose('microphone', 'mic-1');
  await settle();
  port.plug('microphone', 'headset');
  await settle();
  expect(port.live('audio').map(({ label }) => label)).toEqual(['mic-1']);
  expect(moved).toEqual([]);
});

test('DEV-2 the only camera is on again when it is plugged in again, unless it was turned off', async () => {
  const { port, local } = setUp();
  local.setCamera(true);
  await when(local.camera, settled);
  port.unplug('cam-1');
  await when(local.camera, (s) => s.kind === 'failed');
  port.plug('camera', 'cam-1');
  await when(local.camera, (s) => s.kind === 'on');

  port.unplug('cam-1');
  await when(local.camera, (s) => s.kind === 'failed');
  local.setCamera(false);
  await settle();
  port.plug('camera', 'cam-1');
  await settle();
  expect(local.camera.get()).toEqual({ kind: 'off' });
});

test('DEV-2 a camera that was missing is on when it is plugged in', async () => {
  const { port, local } = setUp();
  port.unplug('cam-1');
  local.setCamera(true);
  await when(local.camera, (s) => s.kind === 'failed' && s.problem === 'missing');
  port.plug('camera', 'cam-1');
  await when(local.camera, (s) => s.kind === 'on');
});

test('DEV-3 who uses the system’s default follows it when it is another one; a chosen one stays', async () => {
  const { port, local, moved } = setUp();
  port.makeDefault('microphone', 'Default - Built-in');
  local.setMicrophone(true);
  await when(local.microphone, settled);
  port.plug('camera', 'cam-2');
  await settle();
  expect(port.live('audio').map(({ label }) => label)).toEqual(['Default - Built-in']);
  port.makeDefault('microphone', 'Default - Headset');
  await when(local.microphone, (s) => s.kind === 'on' && s.track.label === 'Default - Headset');
  await settle();
  expect(moved).toEqual([['microphone', 'Default - Headset']]);
  expect(port.live('audio')).toHaveLength(1);

  local.choose('microphone', 'mic-1');
  await settle();
  port.makeDefault('microphone', 'Default - Built-in');
  await settle();
  expect(port.live('audio').map(({ label }) => label)).toEqual(['mic-1']);
});

test('DEV-4 a camera that another program takes is a problem with a name, and back when it is let go', async () => {
  const { port, local, clock } = setUp();
  local.setCamera(true);
  await when(local.camera, settled);
  const [track] = port.live('video');
  track?.mute(true);
  await clock.advance(2_000);
  track?.mute(false);
  await clock.advance(10_000);
  expect(local.camera.get().kind).toBe('on');

  track?.mute(true);
  await clock.advance(3_000);
  expect(local.camera.get()).toEqual({ kind: 'failed', problem: 'interrupted' });
  track?.mute(false);
  expect(local.camera.get()).toEqual({ kind: 'on', track });
});

test('DEV-4 a microphone that was taken while it was muted is a problem when it is turned on, each time', async () => {
  const { port, local, clock } = setUp();
  local.setMicrophone(true);
  await when(local.microphone, settled);
  const [track] = port.live('audio');
  const mute = async () => {
    local.setMicrophone(false);
    await when(local.microphone, (s) => s.kind === 'muted');
  };
  const unmute = async () => {
    local.setMicrophone(true);
    await when(local.microphone, (s) => s.kind === 'on');
    await clock.advance(3_000);
  };
  await mute();
  track?.mute(true);
  await clock.advance(10_000);
  expect(local.microphone.get()).toEqual({ kind: 'muted', track });
  await unmute();
  expect(local.microphone.get()).toEqual({ kind: 'failed', problem: 'interrupted' });
  await mute();
  await unmute();
  expect(local.microphone.get()).toEqual({ kind: 'failed', problem: 'interrupted' });
  track?.mute(false);
  expect(local.microphone.get()).toEqual({ kind: 'on', track });
});

test('DEV-4 trying again opens it anew', async () => {
  const { port, local, clock } = setUp();
  local.setCamera(true);
  await when(local.camera, settled);
  port.live('video')[0]?.mute(true);
  await clock.advance(3_000);
  port.fail('camera', new DOMException('', 'NotReadableError'));
  local.setCamera(true);
  await when(local.camera, (s) => s.kind === 'failed' && s.problem === 'busy');
  expect(port.live('video')).toEqual([]);
  port.fail('camera', null);
  local.setCamera(true);
  await when(local.camera, (s) => s.kind === 'on');
  expect(port.live('video')).toHaveLength(1);
});

test('DEV-4 a camera that another program took is tried again with each return to the page, and keeps its name until it is on', async () => {
  const { port, local, wake, moved } = setUp();
  local.setCamera(true);
  await when(local.camera, settled);
  port.fail('camera', new DOMException('', 'NotReadableError'));
  port.live('video')[0]?.end();
  await when(local.camera, (s) => s.kind === 'failed');
  const kinds: string[] = [];
  local.camera.subscribe(() => kinds.push(local.camera.get().kind));
  const asked = port.asked.length;
  wake();
  await settle();
  expect(port.asked).toHaveLength(asked + 1);
  port.fail('camera', null);
  wake();
  await when(local.camera, (s) => s.kind === 'on');
  await settle();
  expect(kinds).toEqual(['on']);
  expect(moved).toEqual([['camera', 'cam-1']]);
});

test('DEV-1 DEV-4 what is still unplugged on coming back to the page is called so, and not said again', async () => {
  const { port, local, wake } = setUp();
  local.setCamera(true);
  await when(local.camera, settled);
  const said: unknown[] = [];
  local.events.on('fellBack', (...what) => said.push(what));
  port.unplug('cam-1');
  await when(local.camera, (s) => s.kind === 'failed');
  wake();
  await settle();
  expect(local.camera.get()).toEqual({ kind: 'failed', problem: 'unplugged' });
  expect(said).toEqual([['camera', null]]);
});

test('DEV-5 a device that ended in a sleep without a word is opened again on waking', async () => {
  const { port, local, wake } = setUp();
  local.setCamera(true);
  await when(local.camera, settled);
  const [before] = port.live('video');
  before?.stop();
  wake();
  await when(local.camera, (s) => s.kind === 'on' && s.track !== before);
  expect(port.live('video')).toHaveLength(1);
});

test('DEV-6 that a chosen speaker is gone, and that it is back, is said', async () => {
  const { port, local, moved } = setUp();
  let gone = 0;
  local.events.on('speakerGone', () => gone++);
  port.plug('speaker', 'headset');
  await settle();
  local.choose('speaker', 'headset');
  port.unplug('out-1');
  await settle();
  port.plug('speaker', 'out-1');
  await settle();
  expect([gone, moved]).toEqual([0, []]);
  port.unplug('headset');
  await settle();
  expect([gone, moved]).toEqual([1, []]);
  port.plug('speaker', 'headset');
  await settle();
  expect([gone, moved]).toEqual([1, [['speaker', 'headset']]]);
});

test('DEV-6 sound goes to the system’s speaker while the chosen one is gone', () => {
  const info = (id: string) => ({ id, label: id });
  expect(speakerOf('headset', [info('built-in'), info('headset')])).toBe('headset');
  expect(speakerOf('headset', [info('built-in')])).toBeNull();
  expect(speakerOf('headset', [])).toBe('headset');
  expect(speakerOf(null, [info('built-in')])).toBeNull();
});
