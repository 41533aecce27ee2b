import type { MeasuredStream } from '@converge/client/call/types';
import { useWords } from '../../../i18n/words.ts';
import type { PersonModel } from '../model/people.ts';
import { type StreamRow, streamRows } from './model.ts';
import { useUnits } from './use-units.ts';

/** What is sent, or received, just now. */
export function StreamTable({
  direction,
  people,
  streams,
}: {
  direction: MeasuredStream['direction'];
  people: readonly PersonModel[];
  streams: readonly MeasuredStream[];
}) {
  const t = useWords('connection');
  const units = useUnits();
  const rows = streamRows(streams).filter((row) => row.direction === direction);
  const nameOf = (row: StreamRow) => {
    const what = row.source === null ? t('source.unknown') : t(`source.${row.source}`);
    const who = people.find(({ participantId }) => participantId === row.participantId)?.name;
    return who === undefined ? what : `${who}: ${what}`;
  };
  return (
    <section>
      <h3 className="mb-1 text-14">{t(direction)}</h3>
      {rows.length === 0 ? (
        <p className="text-13 text-muted">{t(`${direction}.nothing`)}</p>
      ) : (
        <table className="w-full text-13 tabular">
          <thead className="text-left text-12 text-muted">
            <tr>
              <th scope="col" className="py-1 pr-2 font-regular">
                {t('column.what')}
              </th>
              <th scope="col" className="px-2 py-1 font-regular">
                {t('column.picture')}
              </th>
              <th scope="col" className="py-1 pl-2 text-right font-regular">
                {t('column.rate')}
              </th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line border-t border-line align-top">
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row" className="py-1.5 pr-2 text-left font-regular">
                  <span className="block wrap-anywhere text-strong">{nameOf(row)}</span>
                  <span className="text-12 text-muted">{row.codec}</span>
                </th>
                <td className="px-2 py-1.5">
                  {row.pictures.map(({ width, height, framesPerSecond }) => (
                    <span key={width} className="block whitespace-nowrap">
                      {`${width}×${height}`}
                      <span className="text-muted">
                        {' '}
                        {t('fps', { value: Math.round(framesPerSecond) })}
                      </span>
                    </span>
                  ))}
                </td>
                <td className="py-1.5 pl-2 text-right whitespace-nowrap">
                  {units.rate(row.bitrate)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
