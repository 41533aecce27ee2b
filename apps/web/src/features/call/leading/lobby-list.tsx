import type { PersonId } from '@converge/protocol/ids';
import type { Lobby } from '@converge/protocol/realtime/lobby';
import { Check, X } from 'lucide-react';
import { Avatar } from '../../../design/avatar.tsx';
import { Button } from '../../../design/button.tsx';
import { IconButton } from '../../../design/icon-button.tsx';
import { toast } from '../../../design/toast.ts';
import { useFormat } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/words.ts';
import { LobbyMessage } from './lobby-message.tsx';

export interface LobbyActions {
  admit(id: PersonId | null): void;
  /** Resolves with whether it was done. */
  refuse(id: PersonId | null): Promise<boolean>;
  /** They aren't even asked about any more. Resolves with whether it was done. */
  ban(id: PersonId): Promise<boolean>;
  /** Takes a ban back. Resolves with whether it was done. */
  allow(id: PersonId): Promise<boolean>;
  /** Resolves with whether it was said. */
  say(text: string): Promise<boolean>;
}

/** Who waits before the call, over the list of those inside, and what is said to them and to those who come later. */
export default function LobbyList({ lobby, actions }: { lobby: Lobby; actions: LobbyActions }) {
  const t = useWords('leading');
  const format = useFormat();
  const { waiting } = lobby;
  /** Who was sent away rings again after a minute; whoever rings and rings can be kept out. */
  const refuse = async (id: PersonId, name: string) => {
    if (!(await actions.refuse(id))) return;
    const action = { label: t('person.ban'), run: () => void keepOut(id, name) };
    toast({ title: t('lobby.refused', { name }), action });
  };
  const keepOut = async (id: PersonId, name: string) => {
    if (!(await actions.ban(id))) return;
    const action = { label: t('bans.lift'), run: () => void allow(id, name) };
    toast({ title: t('people.out', { name }), action });
  };
  const allow = async (id: PersonId, name: string) => {
    if (await actions.allow(id)) toast({ title: t('bans.lifted', { name }), tone: 'success' });
  };
  return (
    <section aria-label={t('lobby')} className="border-b border-line p-2">
      {waiting.length > 0 && (
        <>
          <h3 className="flex items-center justify-between px-2 text-13 font-semibold text-strong">
            {t('lobby')}
            <span className="font-normal text-muted tabular">{format.number(waiting.length)}</span>
          </h3>
          <ul className="mt-1 max-h-64 overflow-y-auto">
            {waiting.map(({ person: { id, name, avatar }, since }) => (
              <li key={id} className="flex min-h-12 items-center gap-3 rounded-control px-2 py-1">
                <Avatar id={id} name={name} picture={avatar} />
                <span className="min-w-0 grow">
                  {/* Whole: by the name one decides who comes in. */}
                  <span className="block text-14 text-strong [overflow-wrap:anywhere]">{name}</span>
                  <span className="block text-12 text-muted tabular">
                    {t('lobby.since', { time: format.time(since) })}
                  </span>
                </span>
                <IconButton
                  size="small"
                  label={t('lobby.refuseNamed', { name })}
                  icon={<X aria-hidden="true" className="size-4" />}
                  onClick={() => void refuse(id, name)}
                />
                <Button
                  size="small"
                  look="primary"
                  aria-label={t('lobby.admitNamed', { name })}
                  icon={<Check aria-hidden="true" className="size-4" />}
                  onClick={() => actions.admit(id)}
                >
                  {t('lobby.admit')}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      {waiting.length > 1 && (
        <div className="flex flex-wrap justify-end gap-1.5 px-2 py-1">
          <Button size="small" look="quiet" onClick={() => void actions.refuse(null)}>
            {t('lobby.refuseAll')}
          </Button>
          <Button size="small" onClick={() => actions.admit(null)}>
            {t('lobby.admitAll')}
          </Button>
        </div>
      )}
      <LobbyMessage message={lobby.message} waited={waiting.length > 0} onSay={actions.say} />
    </section>
  );
}
