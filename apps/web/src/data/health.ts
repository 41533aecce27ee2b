/** How the space does; asked again for as long as somebody looks. */

import { healthApi } from '@converge/client/rest/health';
import type { HealthSpan } from '@converge/protocol/rest/health';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { rest } from './api.ts';
import { keys } from './keys.ts';

const api = healthApi(rest);

/** As often as there is a new value. */
const everyMs: Readonly<Record<HealthSpan, number>> = { hour: 10_000, day: 60_000 };

export const useHealth = (span: HealthSpan) =>
  useQuery({
    queryKey: keys.health(span),
    queryFn: ({ signal }) => api.look(span, { signal }),
    refetchInterval: everyMs[span],
    placeholderData: keepPreviousData,
  });

/** Whether everything works that the space stands on. */
export const useStatus = () =>
  useQuery({
    queryKey: keys.status,
    queryFn: ({ signal }) => api.status({ signal }),
    refetchInterval: 60_000,
    select: ({ readings }) => readings,
  });

/** The calls that go on in the whole space. */
export const useLiveRooms = () =>
  useQuery({
    queryKey: keys.liveRooms,
    queryFn: ({ signal }) => api.live({ signal }),
    refetchInterval: 5_000,
    select: ({ rooms }) => rooms,
  });
