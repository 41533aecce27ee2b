/** The look at one's own line before a call. */
export { registerCheckRoutes } from './check.routes.ts';
