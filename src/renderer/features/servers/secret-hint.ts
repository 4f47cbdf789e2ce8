import type { KeychainState } from '../../../shared/keychain.ts'
import { t } from '../../../shared/language/language.ts'
import type { CredentialState } from '../../../shared/server.ts'
import { type Binding, bindingWords } from './detach.ts'

/** What becomes of the secret, and whether it has to be given. */
export function secretHint(credential: CredentialState | null, broken: readonly Binding[], keychain: KeychainState | null): string {
  // Whether there is a keychain shows when it is first needed.
  const kept = t(`servers.kept-${keychain?.state ?? 'unknown'}`)
  if (credential === null || credential === 'none') return kept
  if (credential === 'needed') return t('servers.secretNeeded', { kept })
  if (credential === 'missing') return t('servers.secretMissing', { kept })
  if (credential === 'changed') return t('servers.secretChanged', { kept })
  if (broken.length > 0) return t('servers.secretDetached', { reasons: bindingWords(broken) })
  return credential === 'memory' ? t('servers.secretInMemory') : t('servers.secretStored')
}
