import type { ServerState, ServerView } from '../../../shared/server.ts'

/** As many as are drawn at the most; how many of them fit beside each other shows when they are. */
export const MOST_IN_STRIP = 12

/** In which order the strip names servers: their own while all of them fit, else those that are not live before the others. */
export function stripOrder(
  servers: readonly ServerView[],
  stateOf: (view: ServerView) => ServerState,
  allFit: boolean,
): readonly ServerView[] {
  if (allFit && servers.length <= MOST_IN_STRIP) return servers
  const isLive = (view: ServerView) => ['live', 'no list'].includes(stateOf(view))
  return [...servers.filter((view) => !isLive(view)), ...servers.filter(isLive)]
}
