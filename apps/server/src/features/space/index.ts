/** The space as a whole: what other parts of the server may use of it. */
export type { Given } from './settings.ts';
export { registerSpaceRoutes } from './space.routes.ts';
export { createSpace, type Note, type Space } from './space.service.ts';
