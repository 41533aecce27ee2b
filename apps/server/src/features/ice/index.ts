/** ICE servers: what other parts of the server may use of them. */
export { registerIceRoutes } from './ice.routes.ts';
export { createIce } from './ice.service.ts';
