import type { LocalMedia } from '@converge/client/call/types';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useValue } from '../../../data/use-value.ts';
import { IconButton } from '../../../design/icon-button.tsx';
import { useWords } from '../../../i18n/words.ts';
import { ProblemNotice } from './problem-notice.tsx';
import { type Fault, faultsOf } from './problems.ts';

/** During the call: what keeps a device from working, until it works or one puts it aside. */
export function CallFaults({
  local,
}: {
  local: Pick<LocalMedia, 'microphone' | 'camera' | 'screen' | 'setMicrophone' | 'setCamera'>;
}) {
  const common = useWords('common');
  const microphone = useValue(local.microphone);
  const camera = useValue(local.camera);
  const screen = useValue(local.screen);
  const [aside, setAside] = useState<readonly string[]>([]);
  const faults: Fault[] = [
    ...faultsOf(microphone, camera),
    ...(screen.kind === 'failed' ? [{ what: 'screen', problem: screen.problem } as const] : []),
  ].filter((fault) => fault.problem !== 'not-allowed' && !aside.includes(keyOf(fault)));
  if (faults.length === 0) return null;
  const retry = (fault: Fault) => {
    if (fault.what !== 'camera') local.setMicrophone(true);
    if (fault.what !== 'microphone') local.setCamera(true);
  };
  return (
    <div className="pointer-events-auto flex w-full max-w-lg flex-col gap-2">
      {faults.map((fault) => (
        <div key={keyOf(fault)} role="alert" className="relative rounded-card shadow-float">
          <ProblemNotice
            fault={fault}
            {...(fault.what === 'screen' ? {} : { onRetry: () => retry(fault) })}
          />
          <IconButton
            size="small"
            label={common('close')}
            className="absolute top-1 right-1"
            icon={<X aria-hidden="true" className="size-4" />}
            onClick={() => setAside((old) => [...old, keyOf(fault)])}
          />
        </div>
      ))}
    </div>
  );
}

const keyOf = ({ what, problem }: Fault): string => `${what}:${problem}`;
