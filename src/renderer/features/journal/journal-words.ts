import type { JournalEntry, JournalKind } from '../../../shared/journal.ts'
import { t } from '../../../shared/language/language.ts'

/** What kind of thing an entry of the journal records, in words. */
export function kindWords(kind: JournalKind): string {
  return t(`journal.kind-${kind}`)
}

/** The reason a person gave for the run an entry is about; null when the entry holds none. */
export function reasonOf(entry: Pick<JournalEntry, 'data'>): string | null {
  const { reason } = entry.data
  return typeof reason === 'string' && reason !== '' ? reason : null
}

/** What verifying the chain found, as a sentence. */
export function chainWords(found: { readonly entries: number; readonly firstBad: number | null }): string {
  if (found.firstBad !== null) return t('journal.chainBroken', { entry: found.firstBad })
  return t('journal.chainWhole', { count: found.entries })
}
