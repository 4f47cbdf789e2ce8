import { guardOf, ownUsernames } from '../../../shared/guard.ts'
import { t } from '../../../shared/language/language.ts'
import type { Guard } from '../../../shared/session.ts'
import type { Target } from '../../../shared/termination.ts'
import type { ServerAccess } from './access.ts'
import type { Sighting } from './sighting.ts'

/** Guards of a row that say nothing against a request that names its user and no id. */
const ABOUT_IDS: ReadonlySet<Guard> = new Set(['unsafe-id', 'duplicate-id'])

/** Why this target must not be asked, by what is known of its server and by the newest row of it; null when it may. */
export function guardTarget(target: Target, access: ServerAccess, sighting: Sighting | null): Guard | null {
  const { capabilities, server } = access
  const guard = guardOf({
    sessionId: target.key.sessionId,
    duplicate: target.key.duplicate,
    idIsRepeated: sighting?.kind === 'listed' && sighting.repeated,
    own: sighting !== null && 'own' in sighting ? sighting.own : null,
    user: target.user,
    ownUsernames: ownUsernames(server, capabilities),
    viewOnly: server.viewOnly,
    terminateRefused: access.terminateRefused,
    terminateOffered: target.wholeUser ? capabilities.terminateUser : capabilities.terminateOne,
  })
  return guard !== null && target.wholeUser && ABOUT_IDS.has(guard) ? null : guard
}

/** A guard in words, for the detail of an outcome. */
export function guardInWords(guard: Guard): string {
  return t(`runs.guard-${guard}`)
}
