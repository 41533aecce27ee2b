import type { PersonId } from '@converge/protocol/ids';
import { limits } from '@converge/protocol/limits';
import type { Lobby } from '@converge/protocol/realtime/lobby';
import { Check, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Avatar } from '../../../design/avatar.tsx';
import { Button } from '../../../design/button.tsx';
import { IconButton } from '../../../design/icon-button.tsx';
import { TextInput } from '../../../design/text-input.tsx';
import { toast } from '../../../design/toast.ts';
import { useFormat } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/words.ts';

export interface LobbyActions {
  admit(id: PersonId | null): void;
  refuse(id: PersonId | null): void;
  /** Resolves with whether it was said. */
  say(text: string): Promise<boolean>;
}

/** Who waits before the call, over the list of those inside. */
export default function LobbyList({ lobby, actions }: { lobby: Lobby; actions: LobbyActions }) {
  const t = useWords('leading');
  const format = useFormat();
  const { waiting } = lobby;
  return (
    <section aria-label={t('lobby')} className="border-b border-line p-2">
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
              onClick={() => actions.refuse(id)}
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
      {waiting.length > 1 && (
        <div className="flex flex-wrap justify-end gap-1.5 px-2 pt-1">
          <Button size="small" look="quiet" onClick={() => actions.refuse(null)}>
            {t('lobby.refuseAll')}
          </Button>
          <Button size="small" onClick={() => actions.admit(null)}>
            {t('lobby.admitAll')}
          </Button>
        </div>
      )}
      <Message message={lobby.message} onSay={actions.say} />
    </section>
  );
}

function Message({ message, onSay }: { message: string | null; onSay: LobbyActions['say'] }) {
  const t = useWords('leading');
  const [text, setText] = useState(message ?? '');
  const say = async () => {
    if (await onSay(text)) toast({ title: t('lobby.said'), tone: 'success' });
  };
  return (
    <form
      className="flex gap-1.5 px-2 pt-2"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void say();
      }}
    >
      <TextInput
        aria-label={t('lobby.message')}
        placeholder={t('lobby.message')}
        maxLength={limits.lobbyMessage.max}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit">{t('lobby.say')}</Button>
    </form>
  );
}
