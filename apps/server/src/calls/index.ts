/** What compose.ts takes from here. */
export { callHandlers } from './call.events.ts';
export { Calls } from './calls.service.ts';
export { registerCallMetrics } from './metrics.ts';
export { ownedCalls } from './owned.ts';
