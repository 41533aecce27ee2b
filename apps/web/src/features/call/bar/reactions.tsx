import { type Reaction, reactions } from '@converge/protocol/realtime/call';
import { SmilePlus } from 'lucide-react';
import { Popover } from '../../../design/popover.tsx';
import { useWords } from '../../../i18n/words.ts';
import { reactionSigns } from '../tile/reaction.tsx';
import { BarButton } from './bar-button.tsx';

/** A short sign to everybody: no sound, no trace. */
export function ReactionsButton({ onReact }: { onReact(reaction: Reaction): void }) {
  const t = useWords('call');
  return (
    <Popover
      label={t('bar.reactions')}
      trigger={(props) => (
        <BarButton
          {...props}
          label={t('bar.reactions')}
          icon={<SmilePlus aria-hidden="true" className="size-5" />}
        />
      )}
    >
      {(close) => (
        <div className="flex gap-1">
          {reactions.map((reaction) => (
            <button
              key={reaction}
              type="button"
              aria-label={t(`reaction.${reaction}`)}
              title={t(`reaction.${reaction}`)}
              className="inline-flex size-11 items-center justify-center rounded-full text-24 hover:bg-surface-2"
              onClick={() => {
                onReact(reaction);
                close();
              }}
            >
              {reactionSigns[reaction]}
            </button>
          ))}
        </div>
      )}
    </Popover>
  );
}
