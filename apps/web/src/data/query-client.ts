import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { onRecovery } from './connection.ts';
import { isPassing, toFault } from './failure.ts';
import { keys } from './keys.ts';

/** The cache of what the server said. */
export function makeQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    // The session ended elsewhere: the space's answer tells who we are now.
    if (toFault(error).code === 'not_signed_in') {
      void client.invalidateQueries({ queryKey: keys.space });
    }
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (count, error) => count < 2 && isPassing(toFault(error)),
        // The browser's "offline" says nothing about a server in the same building.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
  onRecovery(() => void client.invalidateQueries());
  return client;
}
