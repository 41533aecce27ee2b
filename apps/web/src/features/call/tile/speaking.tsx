import type { Value } from '@converge/client/state/value';
import { AudioLines, MicOff } from 'lucide-react';
import { useValue } from '../../../data/use-value.ts';
import { cx } from '../../../design/cx.ts';

/** The ring around who speaks. Only this is drawn anew when somebody begins or ends. */
export function SpeakingRing({ speaking }: { speaking: Value<boolean> }) {
  const on = useValue(speaking);
  return (
    <span
      aria-hidden="true"
      className={cx(
        'pointer-events-none absolute inset-0 rounded-[inherit] border-[3px] border-speaking',
        'forced-colors:border-[Highlight]',
        // Without a fade, which would draw the whole picture anew many times for each word.
        on ? 'opacity-100' : 'opacity-0',
      )}
    />
  );
}

/** The shape beside the ring: sound waves for who speaks, a crossed microphone for who can't be heard. */
export function VoiceSign({ speaking, muted }: { speaking: Value<boolean>; muted: boolean }) {
  const on = useValue(speaking);
  if (muted) return <MicOff aria-hidden="true" className="size-[1.15em] shrink-0" />;
  if (on) return <AudioLines aria-hidden="true" className="size-[1.15em] shrink-0 text-speaking" />;
  return null;
}
