import type { ServerView } from '../../../shared/server.ts'

/** The server of the session whose row has the focus, or null: a row's id begins with that of its server. */
export function focusedServer(servers: readonly ServerView[]): ServerView | null {
  const id = document.activeElement?.closest<HTMLElement>('[role="grid"] [data-id]')?.dataset.id?.split('/')[0]
  return servers.find(({ server }) => server.id === id) ?? null
}
