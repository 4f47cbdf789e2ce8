import type { ServerView } from '../../../shared/server.ts'
import { namesText } from '../../components/format.ts'

const ADDRESS_WORDS = {
  'sign-in': 'the address at sign-in',
  latest: 'the address of the latest request',
  unknown: 'it is not known which address',
} as const

/** Says per meaning on which servers it holds; once and without names where all agree. */
function sayPerServer(servers: readonly ServerView[], meaning: (view: ServerView) => string): string {
  const names = new Map<string, string[]>()
  for (const view of servers) names.set(meaning(view), [...(names.get(meaning(view)) ?? []), view.server.name])
  if (names.size === 1) return [...names.keys()].join('')
  return [...names].map(([words, where]) => `${namesText(where)}: ${words}`).join('. ')
}

/** Header tooltips that depend on what each server means by a word. Absent where no server says anything. */
export function headerHints(servers: readonly ServerView[]): Record<string, string> {
  if (servers.length === 0) return {}
  const activity = sayPerServer(servers, (view) => view.capabilities.activity)
  return {
    address: `What this is on each server. ${sayPerServer(servers, (view) => ADDRESS_WORDS[view.capabilities.address])}`,
    idleTime: `Time since the last activity. What counts as activity: ${activity}. It stands still while the server cannot be read.`,
    lastActiveAt: `What counts as activity: ${activity}`,
  }
}
