import type { KeychainState } from '../../../shared/keychain.ts'

/** The page sizes that are offered; the grid takes at most 100. */
export const PAGE_SIZES: readonly number[] = [25, 50, 100]

/** What the keychain's state means for secrets. */
export const KEYCHAIN_WORDS: Readonly<Record<KeychainState['state'], string>> = {
  unknown: 'Not asked yet.',
  working: 'Works: secrets are kept when Rollcall quits.',
  absent: 'None on this computer: secrets are kept in memory until Rollcall quits, and must be given again after that.',
  locked: 'Locked: servers whose secret lies in it are not asked until it is unlocked.',
  stuck: 'Does not answer: servers whose secret lies in it are not asked until it does.',
}
