import type { ServerView } from '../../../../shared/server.ts'

/** The tags of all servers, each once, in their order of letters. */
export function tagsOf(servers: readonly ServerView[]): readonly string[] {
  const tags = new Map(servers.flatMap(({ server }) => server.tags.map((tag) => [tag.toLowerCase(), tag])))
  return [...tags.values()].sort((one, other) => one.localeCompare(other))
}
