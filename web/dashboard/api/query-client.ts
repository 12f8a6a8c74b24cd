import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isSignedOut, isTransient } from './api-error.js';

/** What is known of the API's answers. `onSignedOut` hears when the session is over, whoever noticed. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown): void => {
    if (isSignedOut(error)) onSignedOut();
  };
  const ofQueries = new QueryCache({
    onError: (error, { queryKey, state }) => {
      // Asking who one is for the first time finds out that nobody is signed in, which is no end of anything.
      if (queryKey[0] !== 'me' || state.data !== undefined) onError(error);
    },
  });
  return new QueryClient({
    queryCache: ofQueries,
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) => isTransient(error) && failures < 2,
      },
    },
  });
}
