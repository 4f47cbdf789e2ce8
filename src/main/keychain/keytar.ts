import { createRequire } from 'node:module'
import type { KeychainFailure } from './protocol.ts'

/** The part of keytar that is safe to call. Its `find…` functions crash the process on a locked keyring and on foreign items. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>
  setPassword(service: string, account: string, password: string): Promise<void>
  deletePassword(service: string, account: string): Promise<boolean>
}

const requireNative = createRequire(import.meta.url)

/** Loads the native module on first use; throws where the OS lacks the library under it, and may be tried again after that. */
export function loadKeytar(): Keytar {
  return requireNative('keytar') as Keytar
}

/**
 * The OS gives sentences, no codes; these were met on Linux (libsecret, D-Bus, gnome-keyring) or stand in Apple's and Microsoft's
 * lists. A keyring that never was unlocked in this session has no `login` collection yet.
 */
const SENTENCES: readonly (readonly [KeychainFailure, RegExp])[] = [
  ['stale', /name :\d+\.\d+ was not provided|connection is closed/i],
  ['locked', /locked collection|\/collection\/login|prompt was dismissed|cancell?ed|user interaction is not allowed|in dark wake/i],
  [
    'absent',
    /native addon|autolaunch|could not connect|not provided by any \.service|serviceunknown|logon session does not exist|no keychain is available/i,
  ],
]

/** What an error of keytar means for the person. */
export function failureOf(error: unknown): { readonly failure: KeychainFailure; readonly technical: string } {
  const text = error instanceof Error ? error.message : String(error)
  const known = SENTENCES.find(([, sentence]) => sentence.test(text))
  return { failure: known?.[0] ?? 'failed', technical: printable(text) }
}

/** The OS's own words, fit for one line of a screen. */
function printable(text: string): string {
  return text
    .replaceAll(/\p{C}+/gu, ' ')
    .trim()
    .slice(0, 200)
}
