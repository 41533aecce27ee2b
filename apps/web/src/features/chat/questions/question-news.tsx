import { useState } from 'react';
import { useWords } from '../../../i18n/words.ts';
import { useQuestionNews } from './use-question-news.ts';
import type { ShownQuestions } from './use-questions.ts';

/** Reads out what is asked, whatever of the room is on the screen (SPEC ASK-6). */
export function QuestionNews({ questions }: { questions: ShownQuestions | null }) {
  const t = useWords('chat');
  const [news, setNews] = useState('');
  useQuestionNews(questions, (asked) =>
    setNews(
      asked
        // After a lost line there may be many; the list has them all.
        .slice(-3)
        .map(({ author, text }) =>
          t('questions.news', { name: author.name, text: text.slice(0, 300) }),
        )
        .join(' '),
    ),
  );
  return (
    <p aria-live="polite" className="sr-only">
      {news}
    </p>
  );
}
