import type { Problem } from '../../shared/errors.ts'
import { t } from '../../shared/language/language.ts'

/** The systems on which it is known how a keychain comes back. */
const WITH_ADVICE = ['linux', 'win32', 'darwin'] as const

/** There is no OS keychain: secrets live in memory. `technical` is what the OS said. */
export function absentProblem(technical: string, platform: NodeJS.Platform = process.platform): Problem {
  const known = WITH_ADVICE.find((name) => name === platform)
  return {
    code: 'keychain-absent',
    message: t('keychain.absent'),
    next: known === undefined ? t('keychain.absentNext') : t(`keychain.absentNext-${known}`),
    technical,
  }
}

/** There is a keychain, and it does not show its entries until somebody unlocks it. */
export function lockedProblem(technical?: string): Problem {
  return {
    code: 'keychain-locked',
    message: t('keychain.locked'),
    next: t('keychain.lockedNext'),
    technical,
  }
}

/** How a keychain call can come to nothing without saying why. */
export type StuckCause = 'silent' | 'stopped' | 'not-started' | 'failed'

/** The keychain is there and gives no answer; nothing is asked again until a person presses Try again. */
export function stuckProblem(cause: StuckCause, technical?: string): Problem {
  return {
    code: 'keychain-stuck',
    message: t(`keychain.stuck-${cause}`),
    next: t('keychain.stuckNext'),
    technical,
  }
}
