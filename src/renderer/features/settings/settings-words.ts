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

const NEVER_OUT = 'It is never written to a file, never logged, and cannot be shown again.'
const IN_KEYCHAIN = `Each lies in the keychain of this computer under its server, and is sent to that server’s address alone. ${NEVER_OUT} Other programs that run under your account may be able to read your keychain, so give Rollcall an account of its own with only the rights it needs.`

/** Where passwords and keys lie, and who may come to know them. */
export const KEPT_WORDS: Readonly<Record<KeychainState['state'], string>> = {
  unknown: `Each is kept in the keychain of this computer where there is one, else in memory until Rollcall quits, and is sent to its server’s address alone. ${NEVER_OUT}`,
  working: IN_KEYCHAIN,
  absent: `Each is kept in memory until Rollcall quits, and is sent to its server’s address alone. ${NEVER_OUT} Give Rollcall an account of its own with only the rights it needs.`,
  locked: IN_KEYCHAIN,
  stuck: IN_KEYCHAIN,
}
