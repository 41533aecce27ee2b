import type { Translate } from '../../../i18n/words.ts';
import type { TileModel } from '../model/tiles.ts';

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
    tile.line === 'good' ? null : t(`tile.line.${tile.line}`),
  ];
  return parts.filter((part) => part !== null).join(', ');
}
