import type { ServerState, ServerView } from '../../../shared/server.ts'

/** As many as fit beside each other in a window of 1366 px. */
const MOST = 6

/** Which servers the strip names: all in their own order while they fit, else those that are not live before the others. */
export function stripOrder(
  servers: readonly ServerView[],
  stateOf: (view: ServerView) => ServerState,
): { readonly shown: readonly ServerView[]; readonly rest: readonly ServerView[] } {
  if (servers.length <= MOST) return { shown: servers, rest: [] }
  const isLive = (view: ServerView) => stateOf(view) === 'live'
  const ordered = [...servers.filter((view) => !isLive(view)), ...servers.filter(isLive)]
  return { shown: ordered.slice(0, MOST - 1), rest: ordered.slice(MOST - 1) }
}
