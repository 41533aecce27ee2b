/** Which way an own picture is shown. */

/**
 * Whether one's own camera is shown as a mirror would. Of a camera that looks away from
 * oneself (the one at the back of a phone, with a notebook before it) the letters would
 * read backwards. Cameras of computers don't say where they look: at who sits there.
 */
export const isMirrored = ({ facingMode }: MediaTrackSettings): boolean =>
  facingMode !== 'environment';
