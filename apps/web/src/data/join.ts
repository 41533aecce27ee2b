/** The way into a room: what stands behind a link, and the step through it. */
import type { PathServer } from '@converge/client/call/path-ahead';
import { joinApi } from '@converge/client/rest/join';
import { randomUuid } from '@converge/client/state/uuid';
import type { JoinAttempt, JoinCode, LineToken } from '@converge/protocol/ids';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { rest } from './api.ts';

const api = joinApi(rest);

export const joinCardQuery = (code: JoinCode) =>
  queryOptions({
    queryKey: ['join', code],
    queryFn: ({ signal }) => api.card(code, { signal }),
    // Who is inside changes while one looks into the mirror.
    refetchInterval: 5_000,
    staleTime: 3_000,
  });

/** What stands behind a link; its error says why it is closed. */
export const useJoinCard = (code: JoinCode) => useQuery(joinCardQuery(code));

/** The way in that was asked for last, until its answer is there. */
let asked: { readonly code: JoinCode; readonly attempt: JoinAttempt } | null = null;

/**
 * Gives a guest the key, and the line that was opened ahead; makes who comes by an invite a member.
 * Harmless to repeat: after an answer that was lost on its way one is still the same guest.
 */
export async function enterRoom(code: JoinCode, name: string, line: LineToken | null) {
  if (asked?.code !== code) asked = { code, attempt: randomUuid() as JoinAttempt };
  const { attempt } = asked;
  const answer = await api.enter(code, { name, attempt, ...(line === null ? {} : { line }) });
  asked = null;
  return answer;
}

/** What the card of a room says that one is in already. */
export const fetchJoinCard = (code: JoinCode) => api.card(code);

/** The server's end of a media path that stands before one comes in by this code. */
export const pathBehind = (code: JoinCode): PathServer => ({
  open: (rtpCapabilities) => api.path(code, { rtpCapabilities }),
  connect: (token, dtlsParameters) => api.connectPath(code, { token, dtlsParameters }),
});
