import type { KeychainState } from '../../../shared/keychain.ts'
import { t } from '../../../shared/language/language.ts'

/** The page sizes that are offered; the grid takes at most 100. */
export const PAGE_SIZES: readonly number[] = [25, 50, 100]

/** Where passwords and keys lie while the keychain is as it is, and who may come to know them. */
export function keptText(state: KeychainState['state']): string {
  if (state === 'unknown') return t('settings.kept_unknown')
  return state === 'absent' ? t('settings.kept_memory') : t('settings.kept_keychain')
}
