import { useEffect, useMemo, useRef } from 'react';
import type { CallSession } from '../../../data/call-session.ts';
import { toast } from '../../../design/toast.ts';
import { useWords } from '../../../i18n/words.ts';
import { useFaultToast } from '../../faults/use-fault-toast.ts';
import type { BarActions } from '../bar/bar.tsx';
import { onStage } from '../model/arrange.ts';
import type { SwitchState } from '../model/bar.ts';
import { callUi, changeCallUi } from './ui-state.ts';
import type { CallModel } from './use-call-model.ts';

export interface CallActions extends BarActions {
  toggleLayout(): void;
  toggleLaser(): void;
}

/** What the bar and the keys do; the same functions for the whole call. */
export function useCallActions(session: CallSession, model: CallModel | null): CallActions {
  const t = useWords('call');
  const showFault = useFaultToast();
  const latest = useRef({ model, showFault, t });
  useEffect(() => {
    latest.current = { model, showFault, t };
  });
  return useMemo(() => {
    const { call, local } = session;
    const bar = () => latest.current.model?.bar;
    const attempt = (request: Promise<void>) =>
      void request.catch((error: unknown) => latest.current.showFault(error));
    /** Before the server has answered there is nobody to ask. */
    const ask = (request: () => Promise<void>) => {
      if (latest.current.model?.joining === false) attempt(request());
    };
    const toggle = (state: SwitchState | undefined, set: (on: boolean) => void) => {
      if (!state) return;
      if (state.kind === 'forbidden') {
        const words = latest.current.t;
        toast({ title: state.ask ? words('forbidden.toastAsk') : words('forbidden.toast') });
        return;
      }
      // What is starting is on its way to on: pressing again takes it back.
      set(state.kind === 'off' || state.kind === 'failed');
    };
    return {
      toggleMicrophone: () => toggle(bar()?.microphone, local.setMicrophone),
      toggleCamera: () => toggle(bar()?.camera, local.setCamera),
      toggleScreen: () =>
        toggle(bar()?.screen, (on) => {
          if (on) attempt(local.startScreen({ audio: true }));
          else local.stopScreen();
        }),
      toggleHand: () => ask(() => call.raiseHand(bar()?.hand === null)),
      react: (reaction) => ask(() => call.react(reaction)),
      togglePanel: (panel) =>
        changeCallUi(session, { panel: callUi(session).get().panel === panel ? null : panel }),
      toggleLaser: () => changeCallUi(session, { laser: !callUi(session).get().laser }),
      toggleLayout() {
        const { layout, pinned } = callUi(session).get();
        const tiles = latest.current.model?.tiles ?? [];
        const speaker = latest.current.model?.speaker ?? null;
        const host = latest.current.model?.host ?? null;
        const large = onStage({ tiles, choice: layout, pinned, speaker, host }).length > 0;
        changeCallUi(session, { layout: large ? 'grid' : 'stage', pinned: null });
      },
      leave: session.end,
    };
  }, [session]);
}
