/**
 * What goes directly, in the order of the connection's media lines: both sides
 * know by its place what a line carries, so that nothing about it has to be said.
 * Sound of a shared tab is missing: browsers send it as mono unless descriptions
 * are rewritten, so it stays with the server, and the screen it belongs to too.
 */
import { kindOf, type Source } from '@converge/protocol/realtime/media';

export const places = ['microphone', 'camera', 'screen'] as const satisfies readonly Source[];
export type Place = (typeof places)[number];

export const kindAt = (place: Place) => kindOf[place];
