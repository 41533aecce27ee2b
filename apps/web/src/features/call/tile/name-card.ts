import { initials } from '../../../design/initials.ts';
import { seededHue } from '../../../design/seeded.ts';

const width = 512;
const height = 288;
const middle = { x: width / 2, y: height / 2 };

/** A still picture of whom there is no picture, where only pictures can be shown; null: it can't be drawn. */
export function nameCard({
  personId,
  name,
}: {
  readonly personId: string;
  readonly name: string;
}): MediaStreamTrack | null {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  // Only what is drawn from now on is a picture of the track.
  const [track = null] = canvas.captureStream().getVideoTracks();
  // The stage's colours: it is dark in both themes, and this is a piece of it.
  pen.fillStyle = 'oklch(0.21 0.01 280)';
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = `oklch(0.4 0.09 ${seededHue(personId)})`;
  pen.beginPath();
  pen.arc(middle.x, middle.y, 58, 0, 2 * Math.PI);
  pen.fill();
  pen.fillStyle = 'oklch(0.96 0.005 280)';
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.font = '600 44px system-ui, sans-serif';
  pen.fillText(initials(name), middle.x, middle.y + 3);
  pen.font = '22px system-ui, sans-serif';
  pen.fillText(name, middle.x, height - 36, width - 48);
  return track;
}
