import { describe, expect, it } from 'vitest'
import { anchoredTop } from '../../../../src/renderer/features/sessions/scroll-anchor.ts'

const HEIGHT = 32
const before = [...'abcdefgh']

describe('the place of the first line in sight', () => {
  it('stays when lines come above it, to the pixel', () => {
    expect(anchoredTop(before, ['new', ...before], 3 * HEIGHT + 5, HEIGHT)).toBe(4 * HEIGHT + 5)
  })

  it('stays when lines above it go', () => {
    expect(anchoredTop(before, [...'cdefgh'], 3 * HEIGHT + 5, HEIGHT)).toBe(HEIGHT + 5)
  })

  it('passes to the next line that is still there', () => {
    expect(anchoredTop(before, [...'xyzabcgh'], 3 * HEIGHT, HEIGHT)).toBe(3 * HEIGHT)
    expect(anchoredTop(before, [...'abcgh'], 3 * HEIGHT, HEIGHT)).toBe(0)
  })

  it('is the top for whoever is at the top, so that new lines are seen', () => {
    expect(anchoredTop(before, ['new', ...before], 0, HEIGHT)).toBe(0)
  })

  it('is left as it is when nothing below is there any more', () => {
    expect(anchoredTop(before, ['x', 'y'], 7 * HEIGHT, HEIGHT)).toBe(7 * HEIGHT)
  })
})
