import type { Route } from '@converge/protocol/quality';
import type { Translate } from '../../../i18n/words.ts';

/** The way that media takes, as people read it: to whom, and over what. */
export function routeWords(t: Translate<'connection'>, { to, protocol, relay }: Route): string {
  const way = relay === null ? protocol.toUpperCase() : t(`relay.${relay}`);
  return `${t(`to.${to}`)} · ${way}`;
}
