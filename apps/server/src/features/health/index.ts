/** How the space does: what other parts of the server may use of it. */
export { registerHealthOfSpaceRoutes } from './health.routes.ts';
export { createHealth, type Health } from './health.service.ts';
export { createMachine } from './machine.ts';
