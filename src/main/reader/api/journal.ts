import { implement } from '@orpc/server'
import { readContract } from '../../../shared/contract/read.ts'
import type { Database } from '../../store/database.ts'
import { pageEntries, verifyChain } from '../../store/journal/entries.ts'

const { journal } = implement(readContract)

/** Answers the Journal page. */
export function journalRouter(reader: { readonly journal: Database }) {
  return {
    page: journal.page.handler(({ input }) => pageEntries(reader.journal, input)),
    verify: journal.verify.handler(() => verifyChain(reader.journal)),
  }
}
