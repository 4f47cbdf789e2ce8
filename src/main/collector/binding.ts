import type { Auth } from '../../shared/profile/sign-in.ts'
import type { Profile } from '../../shared/profile.ts'
import type { ServerDraft, Trust } from '../../shared/server.ts'
import { canonicalJson } from '../store/journal/canonical.ts'
import { findProfile, NOTHING_SAVED, originOf, type SavedProfiles } from './connectors/registry.ts'

/**
 * What a secret is bound to when it is given, as one text: scheme, host, port, kind of system, way to sign in and trust. The path below the
 * host, the name and the pace bind nothing; nor does the text of the profile, which can send a secret to nobody but this very host: a
 * request can't leave it, redirects are errors, and no template but those of a login may hold a secret. Throws `bad-url`.
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
 * account may see another list, so the way to sign in counts too, and so do the inputs, which may name a realm.
 */
export function isSameList(before: ServerDraft, after: ServerDraft, saved: SavedProfiles = NOTHING_SAVED): boolean {
  return isSameBinding(before, after) && listText(before, saved) === listText(after, saved)
}

function listText({ url, connector: { profileId, overrides, inputs } }: ServerDraft, saved: SavedProfiles): string {
  const profile = findProfile(profileId, saved)
  const facts = profile === null ? {} : profileList(profile)
  return canonicalJson({
    base: new URL(url).pathname.replace(/\/+$/, ''),
    inputs,
    ...facts,
    listPath: overrides.listPath ?? facts.listPath,
    rows: overrides.rows,
    sessionId: overrides.fields?.sessionId ?? facts.sessionId,
  })
}

/** Whether a changed profile reads the same list and gives its sessions the same ids. */
export function isSameProfileList(before: Profile | null, after: Profile): boolean {
  return before !== null && canonicalJson(profileList(before)) === canonicalJson(profileList(after))
}

/** What of a profile says which sessions are listed, as whom, and under which ids. */
function profileList(profile: Profile): Record<string, unknown> {
  const { kind, identity, fields, logins } = profile
  const defaults = profile.inputs.map(({ name, default: usual = '' }) => [name, usual])
  const list = profile.kind === 'api' ? profile.lists : [profile.page, profile.table]
  const listPath = profile.kind === 'api' ? profile.lists[0]?.request.path : undefined
  const headers = profile.kind === 'api' ? profile.headers : {}
  return { kind, list, listPath, headers, logins, defaults, identity, sessionId: fields.sessionId }
}
