import { afterEach, describe, expect, it } from 'vitest'
import { countText, dateTimeText, namesText, shortTimeText, utcText } from '../../../src/renderer/components/format.ts'
import { age } from '../../../src/shared/duration.ts'
import { setLanguage } from '../../../src/shared/language/language.ts'

const at = (text: string) => new Date(text).getTime()

describe('shortTimeText', () => {
  it('is the clock for a moment of today', () => {
    expect(shortTimeText(at('2026-09-21T14:03:05'), at('2026-09-21T23:59:00'))).toBe('14:03:05')
  })
  it('carries day and month for a moment of another day, also when it is less than 24 hours ago', () => {
    expect(shortTimeText(at('2026-09-20T23:50:00'), at('2026-09-21T00:10:00'))).toBe('20 Sep 23:50')
  })
})

it('names a moment in UTC as such', () => {
  expect(utcText(Date.UTC(2026, 8, 21, 12, 3, 5))).toBe('2026-09-21 12:03:05 UTC')
})

it('groups the digits of a count', () => {
  expect(countText(12_408)).toBe('12,408')
})

it('names a few and counts the rest', () => {
  expect(namesText(['a'])).toBe('a')
  expect(namesText(['a', 'b', 'c'])).toBe('a, b and c')
  expect(namesText(['a', 'b', 'c', 'd', 'e'])).toBe('a, b and 3 more')
})

describe('in German', () => {
  afterEach(() => setLanguage('en'))

  it('moments, counts, names and ages are written as Germans write them', () => {
    setLanguage('de')
    expect(dateTimeText(at('2026-09-21T14:03:05'))).toBe('21.09.2026, 14:03:05')
    expect(shortTimeText(at('2026-09-20T23:50:00'), at('2026-09-21T00:10:00'))).toBe('20.09. 23:50')
    expect(countText(12_408)).toBe('12.408')
    expect(namesText(['a', 'b', 'c', 'd', 'e'])).toBe('a, b und 3 weitere')
    expect(age(3 * 24 * 3_600_000)).toBe('3 Tage')
  })
})
