/** What people change about themselves: what other parts of the server may use of it. */
export { registerPeopleRoutes } from './people.routes.ts';
export { createPeople } from './people.service.ts';
