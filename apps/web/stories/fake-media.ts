/** Pictures and voices made on the spot, so that stories need neither camera nor call. */
import type { DeviceList, LocalMedia, LocalSource } from '@converge/client/call/types';
import { createEmitter } from '@converge/client/state/emitter';
import { createValue } from '@converge/client/state/value';

const skins = ['#e8b998', '#c98f6a', '#8d5a3b', '#f0cdb4', '#5f3d28'];
const walls = ['#40566b', '#6b5a40', '#3f6650', '#5c4569', '#6d4646'];

/** A camera with somebody before it, in the ratio wished for. */
export function fakeCamera(nr: number, width = 640, height = 360): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no canvas');
  const draw = () => {
    const light = pen.createLinearGradient(0, 0, width, height);
    light.addColorStop(0, walls[nr % walls.length] ?? '#444');
    light.addColorStop(1, '#1c222b');
    pen.fillStyle = light;
    pen.fillRect(0, 0, width, height);
    const head = Math.min(width, height) * 0.23;
    const x = width * (0.45 + (nr % 3) * 0.05);
    pen.fillStyle = `hsl(${nr * 47} 35% 42%)`;
    pen.beginPath();
    pen.ellipse(x, height * 1.05, head * 1.9, head * 1.5, 0, 0, 7);
    pen.fill();
    pen.fillStyle = skins[nr % skins.length] ?? '#ccc';
    pen.beginPath();
    pen.ellipse(x, height * 0.42, head * 0.8, head, 0, 0, 7);
    pen.fill();
  };
  draw();
  setInterval(draw, 250);
  return track(canvas, 4);
}

/** A screen with text on it. */
export function fakeScreen(nr: number): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  canvas.width = 1600;
  canvas.height = 1000;
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no canvas');
  const draw = () => {
    pen.fillStyle = '#fdfdfb';
    pen.fillRect(0, 0, 1600, 1000);
    pen.fillStyle = '#273043';
    pen.font = '700 64px sans-serif';
    pen.fillText(`Waves and light · ${nr}`, 100, 150);
    pen.font = '34px sans-serif';
    for (let i = 0; i < 12; i++)
      pen.fillText('λ = v / f, so a shorter wave is a higher one.', 100, 240 + i * 60);
  };
  draw();
  setInterval(draw, 250);
  return track(canvas, 4);
}

function track(canvas: HTMLCanvasElement, rate: number): MediaStreamTrack {
  const [first] = canvas.captureStream(rate).getVideoTracks();
  if (!first) throw new Error('no track');
  return first;
}

const devices: DeviceList = {
  microphone: [
    { id: 'm1', label: 'Built-in microphone' },
    { id: 'm2', label: 'Headset with a rather long product name (USB Audio 2.0)' },
  ],
  camera: [{ id: 'c1', label: 'FaceTime HD Camera' }],
  speaker: [{ id: 's1', label: 'Built-in speakers' }],
};

/** Own devices in given states. */
export function fakeLocal(microphone: LocalSource, camera: LocalSource): LocalMedia {
  const mic = createValue(microphone);
  const cam = createValue(camera);
  const level = createValue(0.4);
  setInterval(() => level.set(0.15 + Math.random() * 0.6), 150);
  const off: LocalSource = { kind: 'off' };
  return {
    microphone: mic,
    camera: cam,
    screen: createValue(off),
    screenAudio: createValue(off),
    wallScreen: createValue(off),
    devices: createValue(devices),
    chosen: createValue({ microphone: null, camera: null, speaker: null }),
    inUse: createValue({ microphone: 'm1', camera: 'c1', speaker: 's1' }),
    events: createEmitter(),
    level,
    canShareScreen: true,
    setMicrophone: (on) => mic.set(on ? microphone : off),
    setCamera: (on) => cam.set(on ? camera : off),
    startScreen: () => Promise.resolve(),
    stopScreen: () => undefined,
    limitCamera: () => Promise.resolve(),
    startWallScreen: () => Promise.resolve(),
    stopWallScreen: () => undefined,
    choose: () => undefined,
    close: () => undefined,
  };
}
