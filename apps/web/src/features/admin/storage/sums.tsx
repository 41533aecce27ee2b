import type { StorageAnswer } from '@converge/protocol/rest/storage';
import { useFormat } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/words.ts';

const kinds = ['shared', 'handIns', 'uploads', 'deleted', 'unused', 'infected'] as const;

/** Everything together: the disk first, then what lies on it by what it is. */
export function Sums({ storage }: { storage: StorageAnswer }) {
  const t = useWords('adminStorage');
  const format = useFormat();
  const { disk, stored } = storage;
  // What is kept away or on its way is no news while there is none of it.
  const shown = kinds.filter(
    (kind) => kind === 'shared' || kind === 'handIns' || storage[kind].count,
  );
  return (
    <section aria-label={t('sums')} className="flex flex-col gap-4">
      <div className="rounded-card border border-line bg-surface-1 p-5">
        <p className="flex flex-wrap items-baseline justify-between gap-x-4">
          <span className="text-20 font-semibold text-strong tabular">
            {t('stored', { size: format.bytes(stored.bytes) })}
          </span>
          {disk && (
            <span className="text-muted tabular">
              {t('free', { free: format.bytes(disk.free), total: format.bytes(disk.total) })}
            </span>
          )}
        </p>
        {disk && <Disk used={disk.total - disk.free} files={stored.bytes} total={disk.total} />}
        <p className="mt-2 text-13 text-muted">{t('stored.help')}</p>
      </div>
      <dl className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-4">
        {shown.map((kind) => (
          <div key={kind} className="rounded-card border border-line bg-surface-1 px-4 py-3">
            <dt className="text-13 text-muted">{t(`kind.${kind}`)}</dt>
            <dd className="text-strong tabular">
              <span className="block text-16 font-semibold">
                {format.bytes(storage[kind].bytes)}
              </span>
              <span className="block text-13 font-regular text-muted">
                {t('files', { count: storage[kind].count })}
              </span>
            </dd>
            {kind !== 'shared' && kind !== 'handIns' && (
              <dd className="mt-1 text-12 text-muted">{t(`kind.${kind}.help`)}</dd>
            )}
          </div>
        ))}
      </dl>
    </section>
  );
}

/** The words beside it say the same. */
function Disk({ used, files, total }: { used: number; files: number; total: number }) {
  const share = (part: number) => `${total > 0 ? Math.min(100, (part / total) * 100) : 0}%`;
  return (
    <div
      aria-hidden="true"
      className="mt-3 flex h-2 overflow-hidden rounded-full bg-surface-3 forced-colors:border"
    >
      <span className="bg-accent" style={{ width: share(files) }} />
      <span className="bg-line-control" style={{ width: share(used - files) }} />
    </div>
  );
}
