import './reaction.css';
import type { Value } from '@converge/client/state/value';
import type { Reaction } from '@converge/protocol/realtime/call';
import { useValue } from '../../../data/use-value.ts';
import type { ShownReaction } from './tile-port.ts';

export const reactionSigns: Readonly<Record<Reaction, string>> = {
  like: '👍',
  applause: '👏',
  heart: '❤️',
  laugh: '😄',
  surprise: '😮',
  celebrate: '🎉',
};

/** The sign somebody sends, rising over their tile. */
export function TileReaction({ reaction }: { reaction: Value<ShownReaction | null> }) {
  const shown = useValue(reaction);
  if (!shown) return null;
  return (
    <span
      key={shown.nr}
      aria-hidden="true"
      className="pointer-events-none absolute inset-x-0 bottom-[22%] animate-[reaction_2.6s_ease-out_both] text-center text-[clamp(1.5rem,24cqmin,4rem)] leading-none"
    >
      {reactionSigns[shown.reaction]}
    </span>
  );
}
