import { CircleQuestionMark } from 'lucide-react';
import { Button } from '../../../design/button.tsx';
import { useWords } from '../../../i18n/words.ts';
import type { ShownQuestions } from './use-questions.ts';

/** What is held: to who leads with what to do about it, to its author until it is answered. */
export function QuestionList({ questions }: { questions: ShownQuestions }) {
  const t = useWords('chat');
  const { held, decides } = questions;
  if (held.length === 0) return null;
  return (
    <section
      aria-label={t(decides ? 'questions.title' : 'questions.own')}
      className="max-h-[40%] shrink-0 overflow-y-auto border-t border-line bg-surface-1"
    >
      <h3 className="flex items-center gap-2 px-4 pt-2 text-13 text-muted">
        <CircleQuestionMark aria-hidden="true" className="size-4" />
        {t(decides ? 'questions.title' : 'questions.own')}
      </h3>
      <ul className="flex flex-col gap-1 p-2">
        {held.map(({ id, author, text }) => (
          <li key={id} className="flex flex-col gap-2 rounded-card bg-surface-2 px-3 py-2">
            <p className="text-14 [overflow-wrap:anywhere] whitespace-pre-wrap text-strong">
              {decides && <span className="block text-13 font-semibold">{author.name}</span>}
              {text}
            </p>
            <span className="flex flex-wrap justify-end gap-2">
              <Button size="small" look="quiet" onClick={() => questions.dismiss(id)}>
                {t(decides ? 'questions.dismiss' : 'questions.takeBack')}
              </Button>
              {decides && (
                <Button size="small" look="primary" onClick={() => questions.publish(id)}>
                  {t('questions.publish')}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
