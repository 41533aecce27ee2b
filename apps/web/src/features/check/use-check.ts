import type { LocalMedia } from '@converge/client/call/types';
import { createValue, type Value } from '@converge/client/state/value';
import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { beginLineCheck } from '../../data/begin-check.ts';
import { type LineFindings, unchecked } from '../../data/check.ts';
import { openLocalMedia } from '../../data/local-media.ts';
import { roomIn } from './check-path.ts';

interface RunningCheck {
  readonly state: 'idle' | 'running' | 'done';
  /** Own devices, open while the page is; null before the first start. */
  readonly local: LocalMedia | null;
  /** Begins anew, whatever was found before. */
  start(): void;
}

/** One check at a time; with the page everything it opened is closed. */
export function useCheck(): RunningCheck & { readonly findings: Value<LineFindings> } {
  const [search] = useSearchParams();
  const [findings] = useState(() => createValue<LineFindings>(unchecked));
  const [state, setState] = useState<RunningCheck['state']>('idle');
  const [local, setLocal] = useState<LocalMedia | null>(null);
  const close = useRef(() => {});
  useEffect(() => () => close.current(), []);
  const start = () => {
    close.current();
    const devices = openLocalMedia({ microphone: true, camera: true });
    const stop = beginLineCheck(findings, { room: roomIn(search), onEnd: () => setState('done') });
    close.current = () => {
      stop();
      devices.close();
    };
    setLocal(devices);
    setState('running');
  };
  return { state, local, findings, start };
}
