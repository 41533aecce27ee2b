/** What admins do with the space: what compose.ts takes from here. */
export { registerLogRoutes } from './log.routes.ts';
export { registerManagePeopleRoutes } from './people.routes.ts';
export { createManagePeople } from './people.service.ts';
export { createRetention, type Retention } from './retention.ts';
export { registerManageSpaceRoutes } from './space.routes.ts';
export { registerManageStorageRoutes } from './storage.routes.ts';
