import type { Translate } from '../../../i18n/words.ts';
import type { TileModel } from '../model/tiles.ts';
import { lineWhy, lineWord } from './line-words.ts';

/** A tile in words, for who doesn't see it: name and everything its signs say. */
export function describeTile(t: Translate<'call'>, tile: TileModel): string {
  if (tile.source === 'screen') {
    return tile.self ? t('tile.screenOwn') : t('tile.screenOf', { name: tile.name });
  }
  const parts = [
    tile.self ? t('tile.self', { name: tile.name }) : tile.name,
    tile.away ? t('tile.away') : null,
    tile.muted ? t('tile.muted') : null,
    tile.video ? null : t('tile.noVideo'),
    tile.hand === null ? null : t('tile.hand', { place: tile.hand }),
    // Of who is away it is said already.
    tile.line === 'good' || tile.away ? null : lineWords(t, tile),
  ];
  return parts.filter((part) => part !== null).join(', ');
}

function lineWords(t: Translate<'call'>, tile: TileModel): string {
  const line = { level: tile.line, reason: tile.lineReason };
  const why = lineWhy(t, line, tile.self);
  return why === null ? lineWord(t, line) : `${lineWord(t, line)}: ${why}`;
}
