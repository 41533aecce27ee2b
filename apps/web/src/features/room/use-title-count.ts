import { useEffect } from 'react';

/** How much waits to be looked at, before the title of a tab in the background: "(3) Physics". */
export function useTitleCount(unread: number): void {
  useEffect(() => {
    const bare = () => document.title.replace(/^\(\d+\+?\) /, '');
    const draw = () => {
      const hidden = document.visibilityState === 'hidden';
      const count = unread > 99 ? '99+' : `${unread}`;
      const title = hidden && unread > 0 ? `(${count}) ${bare()}` : bare();
      if (document.title !== title) document.title = title;
    };
    draw();
    document.addEventListener('visibilitychange', draw);
    return () => {
      document.removeEventListener('visibilitychange', draw);
      document.title = bare();
    };
  }, [unread]);
}
