import type { Question } from '@converge/protocol/realtime/questions';
import { useEffect, useRef } from 'react';
import type { ShownQuestions } from './use-questions.ts';

/** Calls back with what has just been asked, for who decides; not with what was held before. */
export function useQuestionNews(
  questions: ShownQuestions | null,
  onAsked: (asked: readonly Question[]) => void,
): void {
  const latest = useRef(onAsked);
  useEffect(() => {
    latest.current = onAsked;
  });
  const known = useRef<ReadonlySet<Question['id']> | null>(null);
  const held = questions?.decides && questions.told ? questions.held : null;
  useEffect(() => {
    const before = known.current;
    known.current = held && new Set(held.map(({ id }) => id));
    const asked = before && held?.filter(({ id }) => !before.has(id));
    if (asked && asked.length > 0) latest.current(asked);
  }, [held]);
}
