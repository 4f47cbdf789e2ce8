import { describe, expect, it } from 'vitest'
import { isTyped, nextBeginning } from '../../../../src/renderer/features/sessions/type-ahead.ts'

const NAMES = ['ann', 'Bob', null, 'ben', 'Émile', 'bea']

describe('a name that is typed', () => {
  it('is looked for from the focus on, and round again, whatever its case and accents', () => {
    expect(nextBeginning(NAMES, 0, 'b')).toBe(1)
    expect(nextBeginning(NAMES, 4, 'A')).toBe(0)
    expect(nextBeginning(NAMES, 0, 'emi')).toBe(4)
  })

  it('goes on with every press of one letter', () => {
    expect(nextBeginning(NAMES, 1, 'b')).toBe(3)
    expect(nextBeginning(NAMES, 3, 'bb')).toBe(5)
    expect(nextBeginning(NAMES, 5, 'bbb')).toBe(1)
  })

  it('stays with several letters where they fit already', () => {
    expect(nextBeginning(NAMES, 3, 'be')).toBe(3)
    expect(nextBeginning(NAMES, 3, 'bea')).toBe(5)
  })

  it('is nobody’s where no name begins so, nor is one that is not known', () => {
    expect(nextBeginning(NAMES, 0, 'z')).toBeNull()
    expect(nextBeginning([null, null], 0, 'n')).toBeNull()
    expect(nextBeginning([], 0, 'a')).toBeNull()
  })

  it('begins with a letter or a digit, and may go on with a sign', () => {
    expect(['a', 'é', 'я', '7'].map((key) => isTyped(key, ''))).toEqual([true, true, true, true])
    expect(['?', '.', ' ', 'Enter', 'F5'].map((key) => isTyped(key, ''))).toEqual([false, false, false, false, false])
    expect(['.', '@', ' ', 'Enter'].map((key) => isTyped(key, 'ann'))).toEqual([true, true, false, false])
  })
})
