import type { KeychainState } from '../../../shared/keychain.ts'
import type { CredentialState } from '../../../shared/server.ts'
import { type Binding, bindingWords } from './detach.ts'

/** Whether there is a keychain shows when it is first needed. */
const KEPT: Readonly<Record<KeychainState['state'], string>> = {
  unknown: 'It goes into the keychain of this computer, or is kept until you quit where there is none. It is never shown again.',
  working: 'It is stored in the keychain and never shown again.',
  absent: 'It is kept until you quit, because this computer has no keychain.',
  locked: 'It is stored in the keychain, which is locked now, and never shown again.',
  stuck: 'It is stored in the keychain, which does not answer now, and never shown again.',
}

/** What becomes of the secret, and whether it has to be given. */
export function secretHint(credential: CredentialState | null, broken: readonly Binding[], keychain: KeychainState | null): string {
  const kept = KEPT[keychain?.state ?? 'unknown']
  if (credential === null || credential === 'none') return kept
  if (credential === 'needed') return `Needed: without it Rollcall does not ask this server. ${kept}`
  if (credential === 'missing') return `The keychain no longer holds it. Give it again. ${kept}`
  if (credential === 'changed') return `Another program changed what the keychain holds, so it is not used. Give it again. ${kept}`
  if (broken.length > 0) return `Needed again because ${bindingWords(broken)}. The stored one is not sent there.`
  return credential === 'memory' ? 'Kept until you quit. Leave empty to keep it.' : 'Stored in the keychain. Leave empty to keep it.'
}
