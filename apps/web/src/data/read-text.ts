import { ConvergeError } from '@converge/protocol/errors';
import { useQuery } from '@tanstack/react-query';
import { watchedFetch } from './connection.ts';

/** The first `max` bytes behind `path`, as text in UTF-8. */
export const useReadText = (path: string, max: number) =>
  useQuery({
    queryKey: ['text', path, max],
    async queryFn({ signal }) {
      const headers = { range: `bytes=0-${max - 1}` };
      const response = await watchedFetch(path, { signal, headers });
      // An empty file has no part that could be sent.
      if (response.status === 416) return '';
      if (!response.ok) throw new ConvergeError('file_not_found');
      return await response.text();
    },
    gcTime: 60_000,
  });
