import type { WallWatch } from '@converge/client/call/types';
import { createValue } from '@converge/client/state/value';
import type { ParticipantId } from '@converge/protocol/ids';
import { useEffect, useState } from 'react';
import type { CallSession } from '../../../data/call-session.ts';
import { useValue } from '../../../data/use-value.ts';
import { useFaultToast } from '../../faults/use-fault-toast.ts';

const nobody = createValue<readonly ParticipantId[] | null>(null);

export interface WallActions {
  ask(): void;
  end(): void;
  stage(id: ParticipantId | null): void;
  stop(id: ParticipantId): void;
}

/** Who shows their screen, for those who look at the wall, and what they do there. */
export function useWall(
  session: CallSession,
  looks: boolean,
): { showing: ReadonlySet<ParticipantId>; actions: WallActions } {
  const showFault = useFaultToast();
  const [watch, setWatch] = useState<WallWatch | null>(null);
  useEffect(() => {
    if (!looks) return;
    const opened = session.call.watchWall();
    setWatch(opened);
    return () => {
      opened.close();
      setWatch(null);
    };
  }, [session, looks]);
  const showing = useValue(watch?.showing ?? nobody);
  const attempt = (request: Promise<void> | undefined) => void request?.catch(showFault);
  return {
    showing: new Set(showing ?? []),
    actions: {
      ask: () => attempt(watch?.ask()),
      end: () => attempt(watch?.end()),
      stage: (id) => attempt(watch?.stage(id)),
      stop: (id) => attempt(watch?.stop(id)),
    },
  };
}
