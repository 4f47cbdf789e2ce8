import type { QueryClient, QueryKey } from '@tanstack/react-query'
import type { Topic } from '../../shared/change.ts'
import { links, read, readClient } from './clients.ts'

/** What to read again when a topic changed. A server's name and policy are part of its sessions' rows. */
const KEYS: Record<Topic, readonly QueryKey[]> = {
  sessions: [read.sessions.key()],
  servers: [read.servers.key(), read.sessions.key()],
  status: [read.servers.list.key()],
  terminations: [read.terminations.key()],
  journal: [read.journal.page.key()],
  profiles: [read.profiles.key(), read.servers.key()],
  settings: [read.console.settings.key()],
  keychain: [read.console.about.key()],
}

/** Topics pile up while the window is hidden, and come through at most this often, in ms, while it is shown. */
const PACE_MS = 1000

/** Reads again what changed, for as long as the window lives. The reader says which topics changed; what is on screen is then asked for anew. */
export function followChanges(queries: QueryClient): void {
  const pending = new Set<Topic>()
  let timer: ReturnType<typeof setTimeout> | null = null
  let lastFlush = 0

  const flush = () => {
    timer = null
    if (document.hidden) return
    lastFlush = Date.now()
    for (const topic of pending) for (const queryKey of KEYS[topic]) void queries.invalidateQueries({ queryKey })
    pending.clear()
  }
  const flushSoon = () => {
    if (pending.size > 0 && timer === null) timer = setTimeout(flush, Math.max(0, lastFlush + PACE_MS - Date.now()))
  }
  document.addEventListener('visibilitychange', flushSoon)

  const listen = async () => {
    while (links.reader.state.kind === 'up') {
      try {
        for await (const { topics } of await readClient.changed()) {
          for (const topic of topics) pending.add(topic)
          flushSoon()
        }
      } catch {
        // Ended with its connection, which has its own banner; the next one subscribes anew.
      }
      await new Promise((resolve) => setTimeout(resolve, PACE_MS))
    }
    listening = false
  }
  // The first yield of every new subscription names all topics, so nothing is missed between two connections.
  let listening = false
  const follow = () => {
    if (listening || links.reader.state.kind !== 'up') return
    listening = true
    void listen()
  }
  links.reader.subscribe(follow)
  follow()
}
