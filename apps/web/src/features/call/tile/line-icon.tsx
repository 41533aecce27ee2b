import type { Quality } from '@converge/protocol/quality';
import { Cpu, SignalHigh, SignalLow, SignalMedium, WifiOff } from 'lucide-react';

/** Each level has a shape of its own, so that nobody needs the colour (SPEC QUAL-7). */
export function LineIcon({ line, className }: { line: Quality; className: string }) {
  if (line.reason === 'machine') return <Cpu aria-hidden="true" className={className} />;
  switch (line.level) {
    case 'good':
      return <SignalHigh aria-hidden="true" className={className} />;
    case 'fair':
      return <SignalMedium aria-hidden="true" className={className} />;
    case 'poor':
      return <SignalLow aria-hidden="true" className={className} />;
    case 'lost':
      return <WifiOff aria-hidden="true" className={className} />;
    default:
      return line.level satisfies never;
  }
}
