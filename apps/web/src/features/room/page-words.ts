import type { Namespace } from '../../i18n/keys.ts';

/** The areas of words that a room's page is written with; whoever fetches the page ahead fetches them too. */
export const roomPageWords = ['room', 'call', 'chat', 'devices'] as const satisfies Namespace[];
