import { describe, expect, it } from 'vitest'
import type { Reading } from '../../../../src/renderer/features/sessions/still.ts'
import { newsWords, updateWords } from '../../../../src/renderer/features/sessions/updates.ts'
import { setLanguage } from '../../../../src/shared/language/language.ts'
import { sampleRow } from '../../samples.ts'

const AT = new Date(2026, 8, 21, 14, 3, 5).getTime()

function reading(ids: string, change: Partial<Reading> = {}, matching = ids.length): Reading {
  const rows = [...ids].map((sessionId) => sampleRow({ sessionId }))
  return { question: 'everybody', at: AT, pageSize: 100, page: { rows, groups: [], lines: matching, matching, total: matching }, ...change }
}

describe('what waits to be shown', () => {
  it('is told in one line, without what there is none of', () => {
    expect(newsWords({ started: 12, ended: 5, moved: true })).toBe('12 new, 5 ended, order changed')
    expect(newsWords({ started: 0, ended: 1, moved: false })).toBe('1 ended')
  })

  it('is told in German as well', () => {
    setLanguage('de')
    expect(newsWords({ started: 1234, ended: 5, moved: false })).toBe('1.234 neu, 5 beendet')
    setLanguage('en')
  })
})

describe('what was read, for those who can not see it', () => {
  it('is who came and who went since it was told last', () => {
    expect(updateWords(reading('abc'), reading('bcdef'))).toBe('Updated 14:03:05, 3 new, 1 ended')
  })

  it('is nothing while nobody came or went, in whatever order they stand', () => {
    expect(updateWords(reading('abc'), reading('cab'))).toBeNull()
  })

  it('is how much longer or shorter a list of many pages got', () => {
    expect(updateWords(reading('ab', {}, 500), reading('cd', {}, 497))).toBe('Updated 14:03:05, 3 fewer')
    expect(updateWords(reading('ab', {}, 500), reading('ab', {}, 1500))).toBe('Updated 14:03:05, 1,000 more')
    expect(updateWords(reading('ab', {}, 500), reading('cd', {}, 500))).toBeNull()
  })

  it('is nothing after another question: that was asked, not read by itself', () => {
    expect(updateWords(reading('abc'), reading('z', { question: 'only z' }))).toBeNull()
  })
})
