/** The space as a whole: what other parts of the server may use of it. */
export { registerSpaceRoutes } from './space.routes.ts';
export { createSpace, type Space } from './space.service.ts';
