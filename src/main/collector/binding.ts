import { isDeepStrictEqual } from 'node:util'
import type { Auth } from '../../shared/profile.ts'
import type { ServerDraft, Trust } from '../../shared/server.ts'
import { originOf } from './connectors/registry.ts'

/**
 * Whether a secret that was given for one draft may be sent for another: scheme, host, port, kind of system, way to sign in and trust are
 * the same. The path below the host, the name and the pace bind nothing. An address that is none matches nothing.
 */
export function isSameBinding(before: ServerDraft, after: ServerDraft): boolean {
  return (
    before.connector.profileId === after.connector.profileId &&
    isDeepStrictEqual(authFacts(before.auth), authFacts(after.auth)) &&
    trustText(before.trust) === trustText(after.trust) &&
    isSameOrigin(before, after)
  )
}

function isSameOrigin(before: ServerDraft, after: ServerDraft): boolean {
  try {
    return originOf(before) === originOf(after)
  } catch {
    return false
  }
}

/** Header names are the same in any case. */
function authFacts(auth: Auth): Auth {
  return auth.kind === 'header' ? { ...auth, name: auth.name.toLowerCase() } : auth
}

function trustText(trust: Trust): string {
  if (trust.kind === 'pin') return `pin ${trust.sha256} ${trust.pem.trim()}`
  return trust.kind === 'authority' ? `authority ${trust.pem.trim()}` : 'system'
}
