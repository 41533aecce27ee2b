/**
 * A camera and a screen that are painted instead of filmed, and devices with names
 * as people have them: pictures for the README should look like people in a call,
 * and show nobody.
 */
import type { BrowserContext } from '@playwright/test';

export interface Look {
  readonly wall: string;
  readonly skin: string;
  readonly hair: string;
  readonly shirt: string;
  /** Whether the microphone hears a voice; else it hears nothing. */
  readonly speaks?: boolean;
}

/** Replaces the devices of all pages of the context. */
export const paintMedia = (context: BrowserContext, look: Look): Promise<unknown> =>
  context.addInitScript(replaceDevices, look);

/** Runs in the page; must not use anything from outside itself. */
function replaceDevices(look: Look): void {
  type Paint = (g: CanvasRenderingContext2D) => void;
  /** `scale`: how large a picture of 1280 or 1920 is filmed. */
  const stage = (width: number, height: number, paint: Paint, scale = 1) => {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: width * scale, height: height * scale });
    const g = canvas.getContext('2d');
    if (!g) throw new Error('no canvas');
    g.scale(scale, scale);
    const draw = () => paint(g);
    draw();
    setInterval(draw, 160);
    return canvas.captureStream(6);
  };

  const person = (g: CanvasRenderingContext2D) => {
    const sway = Math.sin(performance.now() / 900) * 6;
    const wall = g.createLinearGradient(0, 0, 1280, 720);
    wall.addColorStop(0, look.wall);
    wall.addColorStop(1, '#1d2230');
    g.fillStyle = wall;
    g.fillRect(0, 0, 1280, 720);
    g.fillStyle = 'rgb(255 255 255 / 8%)';
    g.fillRect(120, 80, 260, 340);
    const oval = (colour: string, x: number, y: number, rx: number, ry: number) => {
      g.fillStyle = colour;
      g.beginPath();
      g.ellipse(x + sway, y, rx, ry, 0, 0, 2 * Math.PI);
      g.fill();
    };
    oval(look.hair, 640, 300, 165, 190);
    oval(look.shirt, 640, 800, 330, 260);
    oval(look.skin, 640, 500, 62, 110);
    oval(look.skin, 640, 340, 128, 162);
    oval(look.hair, 640, 208, 138, 66);
    oval('#2a2320', 592, 336, 11, 13);
    oval('#2a2320', 688, 336, 11, 13);
    g.strokeStyle = '#5c3a32';
    g.lineWidth = 7;
    g.beginPath();
    g.arc(640 + sway, 398, 40, 0.15 * Math.PI, 0.85 * Math.PI);
    g.stroke();
  };

  const slide = (g: CanvasRenderingContext2D) => {
    g.fillStyle = '#ffffff';
    g.fillRect(0, 0, 1920, 1080);
    g.fillStyle = '#4f46e5';
    g.fillRect(0, 0, 24, 1080);
    g.fillStyle = '#17172b';
    g.font = '600 84px system-ui, sans-serif';
    g.fillText('Force, mass, acceleration', 120, 190);
    g.font = '54px system-ui, sans-serif';
    const lines = [
      'F = m · a',
      'Twice the force: twice the acceleration',
      'Page 42, exercises 3 to 5',
    ];
    for (const [i, line] of lines.entries()) g.fillText(line, 120, 340 + i * 100);
    g.strokeStyle = '#4f46e5';
    g.lineWidth = 10;
    g.beginPath();
    g.moveTo(1180, 940);
    g.lineTo(1180, 540);
    g.moveTo(1180, 940);
    g.lineTo(1780, 940);
    g.moveTo(1180, 940);
    g.lineTo(1720, 590);
    g.stroke();
  };

  const sound = () => {
    const context = new AudioContext();
    const out = context.createMediaStreamDestination();
    if (look.speaks) {
      const voice = new OscillatorNode(context, { type: 'sawtooth', frequency: 160 });
      voice.connect(new GainNode(context, { gain: 0.12 })).connect(out);
      voice.start();
    }
    return out.stream;
  };

  const devices = {
    audioinput: 'Headset microphone',
    videoinput: 'Integrated camera',
    audiooutput: 'Headset',
  } as const;
  const idOf = (kind: keyof typeof devices) => `painted-${kind}`;
  const named = (kind: keyof typeof devices, stream: MediaStream) => {
    const tracks = stream.getTracks();
    for (const track of tracks) {
      const settings = { ...track.getSettings(), deviceId: idOf(kind) };
      Object.defineProperty(track, 'label', { value: devices[kind] });
      track.getSettings = () => settings;
    }
    return tracks;
  };
  const { mediaDevices } = navigator;
  mediaDevices.enumerateDevices = async () =>
    Object.entries(devices).map(([kind, label]) => {
      const deviceId = idOf(kind as keyof typeof devices);
      const device = { deviceId, groupId: 'painted', kind: kind as keyof typeof devices, label };
      return { ...device, toJSON: () => device };
    });
  mediaDevices.getUserMedia = async ({ audio, video } = {}) =>
    new MediaStream([
      ...(audio ? named('audioinput', sound()) : []),
      // Of 1280 x 720 a machine that draws several people is short of breath.
      ...(video ? named('videoinput', stage(1280, 720, person, 0.75)) : []),
    ]);
  mediaDevices.getDisplayMedia = async () => stage(1920, 1080, slide);
}
