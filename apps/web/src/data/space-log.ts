/** Who did what in the whole space, page by page into the past. */
import { logApi } from '@converge/client/rest/log';
import type { AuditEntryId } from '@converge/protocol/ids';
import type { LogQuery } from '@converge/protocol/rest/log';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { rest } from './api.ts';
import { keys } from './keys.ts';

const api = logApi(rest);

/** What the lines are chosen by. */
export type LogSearch = Omit<LogQuery, 'before'>;

export const useSpaceLog = (search: LogSearch) =>
  useInfiniteQuery({
    queryKey: keys.log(search),
    queryFn: ({ pageParam, signal }) => api.find({ ...search, before: pageParam }, { signal }),
    initialPageParam: undefined as AuditEntryId | undefined,
    getNextPageParam: ({ more, entries }) => (more ? entries.at(-1)?.id : undefined),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
