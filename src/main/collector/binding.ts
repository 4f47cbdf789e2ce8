import type { Auth } from '../../shared/profile.ts'
import type { ServerDraft, Trust } from '../../shared/server.ts'
import { canonicalJson } from '../store/journal/canonical.ts'
import { catalogue, originOf } from './connectors/registry.ts'

/**
 * What a secret is bound to when it is given, as one text: scheme, host, port, kind of system, way to sign in and trust. The path below the
 * host, the name and the pace bind nothing. Throws `bad-url`.
 */
export function bindingOf(draft: ServerDraft): string {
  const { connector, auth, trust } = draft
  return canonicalJson({ origin: originOf(draft), profile: connector.profileId, auth: authFacts(auth), trust: trustFacts(trust) })
}

/** Whether a secret that was given for one draft may be sent for another. An address that is none matches nothing. */
export function isSameBinding(before: ServerDraft, after: ServerDraft): boolean {
  try {
    return bindingOf(before) === bindingOf(after)
  } catch {
    return false
  }
}

/** Header names are the same in any case. */
function authFacts(auth: Auth): Auth {
  return auth.kind === 'header' ? { ...auth, name: auth.name.toLowerCase() } : auth
}

function trustFacts(trust: Trust): Trust {
  return trust.kind === 'system' ? trust : { ...trust, pem: trust.pem.trim() }
}

/**
 * Whether two drafts read the same list of the same sessions: what one lists under an id is then what the other lists under it. Another
 * account may see another list, so the way to sign in counts too.
 */
export function isSameList(before: ServerDraft, after: ServerDraft): boolean {
  return isSameBinding(before, after) && canonicalJson(listFacts(before)) === canonicalJson(listFacts(after))
}

function listFacts({ url, connector: { profileId, overrides } }: ServerDraft): Record<string, unknown> {
  const defaults = catalogue().find(({ id }) => id === profileId)?.defaults
  return {
    base: new URL(url).pathname.replace(/\/+$/, ''),
    path: overrides.listPath ?? defaults?.listPath,
    rows: overrides.rows,
    sessionId: overrides.fields?.sessionId ?? defaults?.fields?.sessionId,
  }
}
