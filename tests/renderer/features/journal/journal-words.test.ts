import { describe, expect, it } from 'vitest'
import { chainWords, kindWords, reasonOf } from '../../../../src/renderer/features/journal/journal-words.ts'
import { journalKindSchema } from '../../../../src/shared/journal.ts'

describe('the words of the journal', () => {
  it('are different for every kind of entry', () => {
    const words = journalKindSchema.options.map(kindWords)
    expect(new Set(words).size).toBe(words.length)
  })

  it('give the reason of a run when there is one', () => {
    expect(reasonOf({ data: { reason: 'Ticket 4711' } })).toBe('Ticket 4711')
    expect([reasonOf({ data: { reason: '' } }), reasonOf({ data: { reason: null } }), reasonOf({ data: {} })]).toEqual([null, null, null])
  })

  it('say that the chain holds, and of how many entries', () => {
    expect(chainWords({ entries: 5312, firstBad: null })).toBe('Chain verified: 5,312 entries fit together.')
    expect(chainWords({ entries: 1, firstBad: null })).toBe('Chain verified: 1 entry fits together.')
  })

  it('name the first entry that does not fit', () => {
    expect(chainWords({ entries: 5312, firstBad: 217 })).toContain('Entry 217 does not fit')
  })
})
