/** What the computer's keychain does not do, and what can't be put into it. */
export const keychain = {
  absent: 'This computer offers no keychain, so secrets are kept in memory only, until Rollcall quits.',
  absentNext: 'Set up a keychain for this desktop, then start Rollcall again.',
  'absentNext-linux':
    'On Debian or Ubuntu install gnome-keyring and libsecret-1-0, sign in to the desktop again, then start Rollcall again.',
  'absentNext-win32': 'Start the Windows service "Credential Manager", then press Try again.',
  'absentNext-darwin': 'Open Keychain Access, make sure there is a login keychain, then press Try again.',
  locked: "This computer's keychain is locked, so stored secrets can not be read or changed.",
  lockedNext: "Press Try again and answer your system's question for the keychain password.",
  'stuck-silent': "This computer's keychain does not answer. Stored secrets can not be read or changed.",
  'stuck-stopped': "Rollcall's keychain process stopped in the middle of a call. Stored secrets can not be read or changed.",
  'stuck-not-started': "Rollcall's keychain process is not running. Stored secrets can not be read or changed.",
  'stuck-failed': "This computer's keychain failed. Stored secrets can not be read or changed.",
  stuckNext:
    "Look for a question of your system that waits behind another window, then press Try again. If that does not help, restart the computer's keychain.",
  unfit: 'This secret can not be stored. {flaw}',
  unfitNext: 'Check it for stray characters and enter it again.',
  isEmpty: 'It is empty.',
  hasNul: 'It holds a NUL character.',
  hasHalf: 'It holds half a character.',
  isLong: 'It has {bytes} bytes, and {most} is the most.',
} as const
