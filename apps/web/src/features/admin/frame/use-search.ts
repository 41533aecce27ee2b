import { useDeferredValue, useState } from 'react';

/** What a list is asked for: what was typed, which kind, and from where on. Another question begins at the start. */
export function useSearch<State extends string>(initial: State) {
  const [query, setQuery] = useState('');
  const [state, setState] = useState(initial);
  const [offset, setOffset] = useState(0);
  // Typing goes on while the list of the letter before is still drawn.
  const asked = useDeferredValue(query.trim());
  return {
    query,
    asked,
    state,
    offset,
    setOffset,
    setQuery(next: string) {
      setQuery(next);
      setOffset(0);
    },
    setState(next: State) {
      setState(next);
      setOffset(0);
    },
  };
}
