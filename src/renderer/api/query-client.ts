import { QueryClient } from '@tanstack/react-query'

/**
 * Results stay as they are until the reader names their topic. A failed read keeps the old rows and is asked again when the service is
 * back, so nothing is retried here; and "offline" of the machine means nothing to calls that never leave it.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}
