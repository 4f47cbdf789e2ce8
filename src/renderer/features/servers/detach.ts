import { locale, type MessageKey, t } from '../../../shared/language/language.ts'
import type { Auth } from '../../../shared/profile/sign-in.ts'
import type { ServerDraft, Trust } from '../../../shared/server.ts'

/** What of a server binds its secret. A change of any of these means that the secret is not sent there any more. */
export type Binding = 'address' | 'system' | 'sign-in' | 'trust'

/** Which bindings a change breaks, so that the dialog can say it before it is saved. The path below the host binds nothing. */
export function brokenBindings(before: ServerDraft, after: ServerDraft): readonly Binding[] {
  const broken: Binding[] = []
  if (originOf(before.url) !== originOf(after.url)) broken.push('address')
  if (before.connector.profileId !== after.connector.profileId) broken.push('system')
  if (authText(before.auth) !== authText(after.auth)) broken.push('sign-in')
  if (trustText(before.trust) !== trustText(after.trust)) broken.push('trust')
  return broken
}

const BINDING_WORDS = {
  address: 'servers.brokenAddress',
  system: 'servers.brokenSystem',
  'sign-in': 'servers.brokenSignIn',
  trust: 'servers.brokenTrust',
} as const satisfies Readonly<Record<Binding, MessageKey>>

/** "the address changed and the system changed". */
export function bindingWords(broken: readonly Binding[]): string {
  return new Intl.ListFormat(locale()).format(broken.map((binding) => t(BINDING_WORDS[binding])))
}

/** Scheme, host and port; what can't be read as an address stands for itself, so that any change of it counts. */
function originOf(url: string): string {
  return URL.parse(url.trim())?.origin ?? url
}

function authText(auth: Auth): string {
  if (auth.kind === 'header') return `header ${auth.name.toLowerCase()} ${auth.template}`
  return JSON.stringify(auth)
}

function trustText(trust: Trust): string {
  if (trust.kind === 'pin') return `pin ${trust.sha256} ${trust.pem.trim()}`
  return trust.kind === 'authority' ? `authority ${trust.pem.trim()}` : 'system'
}
