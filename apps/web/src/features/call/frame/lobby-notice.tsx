import type { Lobby } from '@converge/protocol/realtime/lobby';
import { Hourglass } from 'lucide-react';
import { Button } from '../../../design/button.tsx';
import { useWords } from '../../../i18n/words.ts';

/** Somebody waits before the call; said over the stage while the list isn't open. */
export function LobbyNotice({
  waiting,
  onAdmit,
  onLook,
}: {
  waiting: Lobby['waiting'];
  onAdmit(): void;
  onLook(): void;
}) {
  const t = useWords('call');
  const [first] = waiting;
  if (!first) return null;
  const alone = waiting.length === 1;
  return (
    <div
      role="status"
      className="pointer-events-auto flex max-w-full flex-wrap items-center justify-center gap-x-3 gap-y-2 rounded-card border border-line bg-surface-1 px-4 py-2 text-13 text-strong shadow-float"
    >
      <span className="flex min-w-0 items-center gap-2">
        <Hourglass aria-hidden="true" className="size-4 shrink-0 text-accent-text" />
        <span className="min-w-0 [overflow-wrap:anywhere]">
          {alone
            ? t('lobby.one', { name: first.person.name })
            : t('lobby.many', { count: waiting.length })}
        </span>
      </span>
      <span className="flex gap-2">
        <Button size="small" look="quiet" onClick={onLook}>
          {t('lobby.look')}
        </Button>
        <Button size="small" look="primary" onClick={onAdmit}>
          {alone ? t('lobby.admit') : t('lobby.admitAll')}
        </Button>
      </span>
    </div>
  );
}
