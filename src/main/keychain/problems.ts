import type { Problem } from '../../shared/errors.ts'

const INSTALL: Partial<Record<NodeJS.Platform, string>> = {
  linux: 'On Debian or Ubuntu install gnome-keyring and libsecret-1-0, sign in to the desktop again, then start Rollcall again.',
  win32: 'Start the Windows service "Credential Manager", then press Try again.',
  darwin: 'Open Keychain Access, make sure there is a login keychain, then press Try again.',
}

/** There is no OS keychain: secrets live in memory. `technical` is what the OS said. */
export function absentProblem(technical: string, platform: NodeJS.Platform = process.platform): Problem {
  return {
    code: 'keychain-absent',
    message: 'This computer offers no keychain, so credentials are kept in memory only, until Rollcall quits.',
    next: INSTALL[platform] ?? 'Set up a keychain for this desktop, then start Rollcall again.',
    technical,
  }
}

/** There is a keychain, and it does not show its entries until somebody unlocks it. */
export function lockedProblem(technical?: string): Problem {
  return {
    code: 'keychain-locked',
    message: "This computer's keychain is locked, so stored credentials can not be read or changed.",
    next: "Press Try again and answer your system's question for the keychain password.",
    technical,
  }
}

/** How a keychain call can come to nothing without saying why. */
export type StuckCause = 'silent' | 'stopped' | 'not-started' | 'failed'

const STUCK: Record<StuckCause, string> = {
  silent: "This computer's keychain does not answer.",
  stopped: "Rollcall's keychain process stopped in the middle of a call.",
  'not-started': "Rollcall's keychain process is not running.",
  failed: "This computer's keychain failed.",
}

/** The keychain is there and gives no answer; nothing is asked again until a person presses Try again. */
export function stuckProblem(cause: StuckCause, technical?: string): Problem {
  return {
    code: 'keychain-stuck',
    message: `${STUCK[cause]} Stored credentials can not be read or changed.`,
    next: "Look for a question of your system that waits behind another window, then press Try again. If that does not help, restart the computer's keychain.",
    technical,
  }
}
