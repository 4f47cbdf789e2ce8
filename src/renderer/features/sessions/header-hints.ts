import { t } from '../../../shared/language/language.ts'
import type { ServerView } from '../../../shared/server.ts'
import { namesText } from '../../components/format.ts'

/** Which address a server gives, as the end of a sentence. */
function addressWords({ capabilities }: ServerView): string {
  return { 'sign-in': t('grid.addressSignIn'), latest: t('grid.addressLatest'), unknown: t('grid.addressUnknown') }[capabilities.address]
}

/** Says per meaning on which servers it holds; once and without names where all agree. */
function sayPerServer(servers: readonly ServerView[], meaning: (view: ServerView) => string): string {
  const names = new Map<string, string[]>()
  for (const view of servers) names.set(meaning(view), [...(names.get(meaning(view)) ?? []), view.server.name])
  if (names.size === 1) return [...names.keys()].join('')
  return [...names].map(([words, where]) => t('grid.onServers', { servers: namesText(where), meaning: words })).join('. ')
}

/** Header tooltips that depend on what each server means by a word. Absent where no server says anything. */
export function headerHints(servers: readonly ServerView[]): Record<string, string> {
  if (servers.length === 0) return {}
  const activity = sayPerServer(servers, (view) => view.capabilities.activity)
  return {
    address: t('grid.addressHint', { meanings: sayPerServer(servers, addressWords) }),
    idleTime: t('grid.idleTimeHint', { activity }),
    lastActiveAt: t('grid.activityHint', { activity }),
  }
}
