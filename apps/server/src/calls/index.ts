/** What compose.ts takes from here. */
export { callHandlers } from './call.events.ts';
export { Calls } from './calls.service.ts';
export { createCallMetrics, registerCallMetrics } from './metrics.ts';
export { observers } from './observer.ts';
export { ownedCalls } from './owned.ts';
