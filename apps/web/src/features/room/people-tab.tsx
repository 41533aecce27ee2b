import type { JoinCode } from '@converge/protocol/ids';
import { useJoinCard } from '../../data/join.ts';
import { Avatar } from '../../design/avatar.tsx';
import { Skeleton } from '../../design/skeleton.tsx';
import { useWords } from '../../i18n/words.ts';

/** Who is inside, before one goes in oneself. */
export function PeopleTab({ code }: { code: JoinCode }) {
  const t = useWords('room');
  const common = useWords('common');
  const card = useJoinCard(code).data;
  if (!card) {
    return (
      <div className="flex flex-col gap-3 p-4">
        <Skeleton className="h-8 w-48" />
        <Skeleton className="h-8 w-56" />
      </div>
    );
  }
  const more = (card.live?.count ?? 0) - card.inside.length;
  return (
    <div className="mx-auto w-full max-w-2xl overflow-y-auto p-4">
      <h2 className="text-16">{common('inside', { count: card.live?.count ?? 0 })}</h2>
      <ul className="mt-2 flex flex-col">
        {[...new Set(card.inside)].map((name) => (
          <li key={name} className="flex min-h-12 items-center gap-3">
            <Avatar id={name} name={name} />
            <span className="truncate text-strong">{name}</span>
          </li>
        ))}
      </ul>
      {more > 0 && card.inside.length > 0 && (
        <p className="pt-2 text-13 text-muted">{t('andMore', { count: more })}</p>
      )}
      <p className="pt-4 text-13 text-muted">{t('liveNow.join')}</p>
    </div>
  );
}
