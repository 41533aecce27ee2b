/** What new rooms begin with here: comes only to whoever is about to say something else. */
import { getRoomDefaults } from '@converge/client/rest/room-defaults';
import { useQuery } from '@tanstack/react-query';
import { rest } from './api.ts';
import { keys } from './keys.ts';

export const useRoomDefaults = () =>
  useQuery({
    queryKey: keys.roomDefaults,
    queryFn: ({ signal }) => getRoomDefaults(rest, { signal }),
    select: ({ defaults }) => defaults,
  });
