import { createQuestions, type Questions } from '@converge/client/chat/questions';
import { createValue } from '@converge/client/state/value';
import type { RoomId } from '@converge/protocol/ids';
import type { Question } from '@converge/protocol/realtime/questions';
import { useEffect, useMemo, useState } from 'react';
import type { LiveRoom } from '../../../data/live-room.ts';
import { useValue } from '../../../data/use-value.ts';
import { useFaultToast } from '../../faults/use-fault-toast.ts';

const untold = createValue<readonly Question[] | null>(null);
const none: readonly Question[] = [];

export interface ShownQuestions {
  /** Whether the server has told what is held; only what comes afterwards is new. */
  readonly told: boolean;
  readonly held: readonly Question[];
  /** Whether one decides about them, or only waits for who does. */
  readonly decides: boolean;
  /** Rejects, having said why, where it wasn't taken. */
  ask(text: string): Promise<void>;
  publish(id: Question['id']): void;
  dismiss(id: Question['id']): void;
}

/** The questions of a room as far as one may see them; null: one neither asks nor decides. */
export function useQuestions(
  { connection }: Pick<LiveRoom, 'connection'>,
  roomId: RoomId,
  { asks, decides }: { readonly asks: boolean; readonly decides: boolean },
): ShownQuestions | null {
  const showFault = useFaultToast();
  const [questions, setQuestions] = useState<Questions | null>(null);
  // Who begins to decide sees more of them, so they are asked for anew.
  const concern = decides ? 'decides' : asks ? 'asks' : null;
  useEffect(() => {
    if (!concern) return;
    const opened = createQuestions({ connection, roomId });
    setQuestions(opened);
    return () => {
      opened.close();
      setQuestions(null);
    };
  }, [connection, roomId, concern]);
  const held = useValue(questions?.held ?? untold);
  return useMemo(() => {
    if (!questions) return null;
    const attempt = (request: Promise<void>) => void request.catch(showFault);
    return {
      told: held !== null,
      held: held ?? none,
      decides,
      async ask(text) {
        try {
          await questions.ask(text);
        } catch (error) {
          showFault(error);
          throw error;
        }
      },
      publish: (id) => attempt(questions.publish(id)),
      dismiss: (id) => attempt(questions.dismiss(id)),
    };
  }, [questions, held, decides, showFault]);
}
