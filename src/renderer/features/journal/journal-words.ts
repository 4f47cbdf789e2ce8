import type { JournalEntry, JournalKind } from '../../../shared/journal.ts'

/** What kind of thing an entry of the journal records, in words. */
export const KIND_WORDS: Readonly<Record<JournalKind, string>> = {
  'console-started': 'Rollcall started',
  'server-added': 'Server added',
  'server-changed': 'Server changed',
  'server-removed': 'Server removed',
  'server-paused': 'Server paused',
  'server-resumed': 'Server resumed',
  'credential-stored': 'Secret stored',
  'credential-detached': 'Secret detached',
  'certificate-pinned': 'Certificate pinned',
  'run-started': 'Run started',
  'target-intent': 'About to terminate',
  'target-outcome': 'Outcome',
  'run-finished': 'Run finished',
  'run-interrupted': 'Run interrupted',
  'cache-set-aside': 'History set aside',
  'profile-saved': 'Profile saved',
  'profile-removed': 'Profile removed',
  'sample-sent': 'Sample asked for',
}

/** The reason a person gave for the run an entry is about; null when the entry holds none. */
export function reasonOf(entry: Pick<JournalEntry, 'data'>): string | null {
  const { reason } = entry.data
  return typeof reason === 'string' && reason !== '' ? reason : null
}

/** What verifying the chain found, as a sentence. */
export function chainWords(found: { readonly entries: number; readonly firstBad: number | null }): string {
  if (found.firstBad !== null) return `Entry ${found.firstBad} does not fit the chain: it or one before it was changed, removed or added.`
  return `Chain verified: ${found.entries.toLocaleString('en-GB')} ${found.entries === 1 ? 'entry fits' : 'entries fit'} together.`
}
