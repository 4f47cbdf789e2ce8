import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { visibleString, visibleText } from '../../../src/renderer/components/visible-text.ts'

describe('visibleText', () => {
  it('leaves the writing of any language as it is', () => {
    for (const name of ['jane.roe', 'Jürgen Müller', '山田 太郎', 'أحمد', 'שרה', 'Ольга', 'नमस्ते', 'ไทย']) {
      expect(visibleText(name)).toEqual({ parts: [{ text: name, escaped: false }], left: 0 })
    }
  })

  it('writes out what turns the writing round, what has no width and what controls', () => {
    expect(visibleString('jane\u202Eeor')).toBe('jane⟨U+202E⟩eor')
    expect(visibleString('ja\u200Bne\u2066\u2069')).toBe('ja⟨U+200B⟩ne⟨U+2066⟩⟨U+2069⟩')
    expect(visibleString('a\u0000b\nc\td\u001B[31m')).toBe('a⟨U+0000⟩b⟨U+000A⟩c⟨U+0009⟩d⟨U+001B⟩[31m')
    expect(visibleString('\u00A0admin\u3164\u{E0041}\u2800')).toBe('⟨U+00A0⟩admin⟨U+3164⟩⟨U+E0041⟩⟨U+2800⟩')
    expect(visibleString('half \uD800 pair')).toBe('half ⟨U+D800⟩ pair')
  })

  it('keeps an emoji whole, and writes out a joiner that joins no emoji', () => {
    expect(visibleString('👩‍💻 🏳️‍🌈 👩🏽‍🚀 ❤️')).toBe('👩‍💻 🏳️‍🌈 👩🏽‍🚀 ❤️')
    expect(visibleString('a\u200Db\uFE0F')).toBe('a⟨U+200D⟩b⟨U+FE0F⟩')
  })

  it('lets no letter climb out of its row by marks on it', () => {
    expect(visibleString(`a${'\u0301'.repeat(6)}b`)).toBe(`a${'\u0301'.repeat(4)}⟨U+0301⟩⟨U+0301⟩b`)
  })

  it('cuts what is endless and says how much was left', () => {
    const { parts, left } = visibleText('x'.repeat(10_000))
    expect(parts).toEqual([{ text: 'x'.repeat(300), escaped: false }])
    expect(left).toBe(9700)
    expect(visibleText('😀'.repeat(400)).left).toBe(100)
    expect(visibleString('abcdef', 3)).toBe('abc…')
  })

  it('never gives more characters than asked for, and nothing unseen, whatever the text is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), fc.integer({ min: 1, max: 50 }), (text, most) => {
        const { parts, left } = visibleText(text, most)
        const shown = parts.reduce((sum, part) => sum + (part.escaped ? 1 : [...part.text].length), 0)
        expect(shown + left).toBe([...text].length)
        expect(shown).toBeLessThanOrEqual(most)
        for (const part of parts) expect(part.text).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069\u200B\u200E\u200F]/u)
      }),
    )
  })
})
