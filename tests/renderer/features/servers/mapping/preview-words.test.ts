import { describe, expect, it } from 'vitest'
import { previewWarnings, previewWords } from '../../../../../src/renderer/features/servers/mapping/preview-words.ts'
import type { Preview } from '../../../../../src/shared/profile-file.ts'

const sound: Preview = { rows: [], decoded: 9, dropped: 0, reasons: [], duplicates: 0, emptyUsers: 0, unparsedTimes: [], problem: null }

describe('what is doubtful about a preview', () => {
  it('is nothing when all of it is sound', () => {
    expect(previewWarnings(sound)).toEqual([])
  })

  it('is each thing by itself, with how many rows it is about', () => {
    const warnings = previewWarnings({
      ...sound,
      dropped: 2,
      reasons: ['no id'],
      duplicates: 3,
      emptyUsers: 4,
      unparsedTimes: [{ field: 'createdAt', rows: 9, example: '20/11/2026' }],
    })
    expect(warnings).toHaveLength(4)
    expect(warnings.join(' ')).toMatch(
      /2 rows cannot be read: no id.*3 rows share an id.*4 of 9 rows have no user.*Created cannot be read in 9 rows, for example “20\/11\/2026”/,
    )
  })

  it('says that no row has a user, that there are no rows, or why nothing could be read', () => {
    expect(previewWarnings({ ...sound, emptyUsers: 9 })).toEqual(['No row has a user.'])
    expect(previewWarnings({ ...sound, decoded: 0 })[0]).toContain('no rows')
    expect(previewWarnings({ ...sound, problem: 'There is nothing at data.rows.' })).toEqual(['There is nothing at data.rows.'])
  })
})

it('says how much a preview shows, and why it shows nothing', () => {
  const usual = { waits: false, firstPage: false, refused: false }
  expect(previewWords(sound, usual)).toBe('the first 0 of 9 sessions')
  expect(previewWords({ ...sound, decoded: 0 }, { ...usual, firstPage: true })).toBe('0 sessions, of the first page alone')
  expect(previewWords(null, { ...usual, waits: true })).toContain('id of a session')
  expect(previewWords(null, { ...usual, refused: true })).toContain('corrected')
  expect(previewWords(null, usual)).toBeNull()
})
