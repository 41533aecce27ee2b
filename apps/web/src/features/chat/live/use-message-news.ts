import type { Conversation } from '@converge/client/chat/conversation';
import { useEffect, useRef } from 'react';

/** Calls back when somebody else's message comes in; not for what was there before. */
export function useMessageNews(conversation: Conversation, onNews: () => void): void {
  const latest = useRef(onNews);
  useEffect(() => {
    latest.current = onNews;
  });
  useEffect(() => {
    let { ready, latest: known, unread } = conversation.view.get();
    return conversation.view.subscribe(() => {
      const now = conversation.view.get();
      // Own messages raise the number too, but not what is unread.
      const isNew = ready && now.latest > known && now.unread > unread;
      ({ ready, latest: known, unread } = now);
      if (isNew) latest.current();
    });
  }, [conversation]);
}
