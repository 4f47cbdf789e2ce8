import fc from 'fast-check'
import { RE2JS } from 're2js'
import { describe, expect, it } from 'vitest'
import { compilePattern } from '../../../../../src/main/collector/connectors/profile/pattern.ts'

const PATTERNS = [
  '^(.*):\\d+$',
  '^([^:]*):',
  '([a-z]+)@',
  '^(?:.*)\\\\(.*)$',
  'v(\\d+)',
  '^\\[?([0-9a-f:]+)\\]?',
  '(a)(b)?',
  'x.y',
  '^$',
  '[\\w.-]+',
  '(?i)chrome',
  'a|b',
  '(a+)+$',
  '\\s+(\\S+)',
  '(.*)(.*)(.*)$',
]

function byRe2(pattern: string, text: string): string | null {
  const matcher = RE2JS.compile(pattern).matcher(text)
  if (!matcher.find()) return null
  return matcher.group(matcher.groupCount() > 0 ? 1 : 0) || null
}

describe('a pattern', () => {
  it.each([
    `${'a'.repeat(40)}|b`,
    `${'a'.repeat(40)}é`,
    `${'(a)'.repeat(30)}{2}`,
    '^https://login\\.example\\.org/(a|b)',
    `(${'a'.repeat(60)}`,
  ])('%s is looked through at once', (pattern) => {
    const start = performance.now()
    try {
      compilePattern(pattern)
    } catch (error) {
      expect(error).toMatchObject({ code: 'bad-input' })
    }
    expect(performance.now() - start).toBeLessThan(500)
  })

  it.each(PATTERNS)('%s gives what RE2 gives, for every text', (pattern) => {
    const match = compilePattern(pattern)
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'ab:@.-[]\\0123456789xyv \n\r\u2028é😀') }),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('10.0.0.1:5123', '[2001:db8::1]:443', 'CORP\\ann', 'ann@corp.test', 'x\ry', 'Chrome/12'),
    )
    fc.assert(
      fc.property(text, (one) => {
        expect(match(one)).toBe(byRe2(pattern, one))
      }),
      { numRuns: 500 },
    )
  })

  it('that would run away elsewhere answers at once', () => {
    const began = performance.now()
    expect(compilePattern('^(a+)+$')(`${'a'.repeat(4000)}b`)).toBeNull()
    expect(compilePattern('(.*)(.*)(.*)(.*)x$')('a'.repeat(4000))).toBeNull()
    expect(compilePattern('^(.*)(.*)(.*)(.*)(.*)(.*)x$')('a'.repeat(190))).toBeNull()
    expect(performance.now() - began).toBeLessThan(2000)
  })

  it.each(['(?=a)', '(?<!a)b', '(a)\\1', '(', '[z-a]'])('%s is refused, with the reason', (pattern) => {
    expect(() => compilePattern(pattern)).toThrowError(expect.objectContaining({ problem: expect.objectContaining({ code: 'bad-input' }) }))
  })
})
