import type { Quality } from '@converge/protocol/quality';
import { Cpu, WifiOff } from 'lucide-react';

/** How many of four bars are full. */
const full = { good: 4, fair: 2, poor: 1 } as const;

/** Each level has a shape of its own, so that nobody needs the colour (SPEC QUAL-7). */
export function LineIcon({ line, className }: { line: Quality; className: string }) {
  if (line.reason === 'machine') return <Cpu aria-hidden="true" className={className} />;
  if (line.level === 'lost') return <WifiOff aria-hidden="true" className={className} />;
  const lit = full[line.level];
  return (
    <svg aria-hidden="true" viewBox="0 0 16 16" fill="currentColor" className={className}>
      {[1, 2, 3, 4].map((bar) => (
        <rect
          key={bar}
          x={bar * 4 - 3.5}
          y={15 - bar * 3.5}
          width="3"
          height={bar * 3.5}
          rx="1"
          opacity={bar <= lit ? 1 : 0.3}
        />
      ))}
    </svg>
  );
}
