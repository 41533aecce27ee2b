/** One REST connection for the app, over the fetch that watches the line. */
import { createRest } from '@converge/client/rest/rest';
import { watchedFetch } from './connection.ts';

/** Each area's module puts its own functions over this, so that a page carries only what it uses. */
export const rest = createRest({ fetch: watchedFetch });
