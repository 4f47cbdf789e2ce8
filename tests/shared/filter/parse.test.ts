import { assert, constantFrom, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Clause, Condition, FilterProblem } from '../../../src/shared/filter/filter.ts'
import { MOST_PARTS, parseFilter, readFilter } from '../../../src/shared/filter/parse.ts'

function filterOf(text: string) {
  const result = parseFilter(text)
  if ('problem' in result) throw new Error(result.problem.message)
  return result.filter
}

function problemOf(text: string): FilterProblem {
  const result = parseFilter(text)
  if ('filter' in result) throw new Error(`${text} was understood`)
  return result.problem
}

/** The part of the text that a problem points to. */
function markedIn(text: string): string {
  const { from, to } = problemOf(text)
  return text.slice(from, to)
}

function conditionOf(text: string): Condition {
  const { clauses } = filterOf(text)
  expect(clauses).toHaveLength(1)
  return (clauses[0] as Clause).condition
}

describe('words', () => {
  test('all words of one alternative are looked for, and ; stands between alternatives', () => {
    expect(filterOf('jane  roe; mary').words).toEqual([['jane', 'roe'], ['mary']])
    expect(filterOf('Roe, Jane').words).toEqual([['Roe,', 'Jane']])
  })

  test('an alternative without a word is none', () => {
    expect(filterOf(' ; jane ;; ').words).toEqual([['jane']])
    expect(filterOf('').words).toEqual([])
  })

  test('quotation marks keep spaces, ; and what looks like a field; doubled ones stand for themselves', () => {
    expect(filterOf('"jane roe; x" "user:jane" "say ""hi"""').words).toEqual([['jane roe; x', 'user:jane', 'say "hi"']])
  })

  test('a backslash is a letter like others, so that DOMAIN\\user can be typed', () => {
    expect(filterOf('CORP\\jane user:"CORP\\jane"')).toMatchObject({
      words: [['CORP\\jane']],
      clauses: [{ condition: { values: ['CORP\\jane'] } }],
    })
  })

  test.each(['fe80::1', 'fe::1', 'https://example.net', '14:03', 'YWJj==', '<script>', 'a<b', '-', 'aa;bb'])(
    'what only looks like a condition is words: %s',
    (text) => expect(filterOf(text).clauses).toEqual([]),
  )
})

describe('conditions', () => {
  test('stand anywhere among the words, with their place in the text', () => {
    const text = 'jane -server:test roe idle>30m'
    expect(filterOf(text)).toEqual({
      words: [['jane', 'roe']],
      clauses: [
        { condition: { kind: 'server', exact: false, values: ['test'] }, negated: true, from: 5, to: 17, text: '-server:test' },
        { condition: { kind: 'span', span: 'idle', more: true, ms: 1_800_000 }, negated: false, from: 22, to: 30, text: 'idle>30m' },
      ],
    })
  })

  test('hold for either of their values, which may be in quotation marks; "" is what is not known', () => {
    expect(conditionOf('user=jane,"mary ann", "a,b",""')).toEqual({
      kind: 'text',
      field: 'user',
      exact: true,
      values: ['jane', 'mary ann', 'a,b', null],
    })
    expect(conditionOf('device:phone,""')).toEqual({ kind: 'device', values: ['phone', null] })
  })

  test('may be written in capitals and with other names', () => {
    expect(conditionOf('ORG:reef')).toMatchObject({ field: 'organisation' })
    expect(conditionOf('os:win')).toMatchObject({ field: 'system' })
    expect(conditionOf('address:10.')).toMatchObject({ kind: 'address' })
  })

  test.each([
    ['idle>90s', 90_000],
    ['idle > 1h30m', 5_400_000],
    ['idle>=2D', 172_800_000],
  ])('a time is written with its units: %s', (text, ms) => {
    expect(conditionOf(text)).toEqual({ kind: 'span', span: 'idle', more: true, ms })
  })

  test('addresses are counted', () => {
    expect(conditionOf('addresses>1')).toEqual({ kind: 'addresses', more: true, count: 1 })
    expect(conditionOf('addresses < 3')).toEqual({ kind: 'addresses', more: false, count: 3 })
  })

  test.each([
    ['ip:10.1.2.3/8', '00000000000000000000ffff0a000000', '00000000000000000000ffff0affffff'],
    ['ip:192.168.1.7', '00000000000000000000ffffc0a80107', '00000000000000000000ffffc0a80107'],
    ['ip:::ffff:10.0.0.1', '00000000000000000000ffff0a000001', '00000000000000000000ffff0a000001'],
    ['ip:2001:db8::/33', '20010db8000000000000000000000000', '20010db87fffffffffffffffffffffff'],
    ['ip:0.0.0.0/0', '00000000000000000000ffff00000000', '00000000000000000000ffffffffffff'],
  ])('an address or a network is a range: %s', (text, first, last) => {
    expect(conditionOf(text)).toEqual({ kind: 'address', exact: false, values: [{ first, last }] })
  })

  test('a part of an address stays a text', () => {
    expect(conditionOf('ip:10.1,fe80:,""')).toEqual({ kind: 'address', exact: false, values: ['10.1', 'fe80:', null] })
  })

  test('fixed words may be begun, and be written with a space', () => {
    expect(conditionOf('env:prod')).toEqual({ kind: 'environment', values: ['production'] })
    expect(conditionOf('is:own,prot')).toEqual({ kind: 'flag', values: ['own', 'protected'] })
    expect(conditionOf('identity:"not signed in"')).toEqual({ kind: 'identity', values: ['not-signed-in'] })
  })
})

describe('what can not be understood', () => {
  test.each([
    ['jane usr:x', 'usr:', 'no field “usr”'],
    ['jane user: ', 'user:', 'is missing'],
    ['user:a, idle>1h', 'user:a,', 'is missing'],
    ['user:a,', 'user:a,', 'is missing'],
    ['user:"jane', '"jane', 'not closed'],
    ['"jane', '"jane', 'not closed'],
    ['idle:30m', 'idle:', 'with > or <'],
    ['idle>30', '30', 'needs a time'],
    ['idle>1h,2h', '2h', 'needs a time'],
    ['idle>', 'idle>', 'needs a time'],
    ['user>3', 'user>', 'with : or ='],
    ['addresses>many', 'many', 'needs a count'],
    ['ip:10.0.0.0/33', '10.0.0.0/33', 'not a range'],
    ['ip:10.0/8', '10.0/8', 'not a range'],
    ['is:o', 'o', 'It knows: own'],
    ['env:""', '""', 'does not know'],
    ['server:""', '""', 'is missing'],
    ['jane -mary', '-mary', '-user:mary'],
    ['jane ""', '""', 'nothing between'],
    ['foo>3', 'foo>', 'no field “foo”'],
  ])('says where and what to do: %s', (text, marked, words) => {
    expect(markedIn(text)).toBe(marked)
    expect(problemOf(text).message).toContain(words)
  })

  test('the rest of the filter is understood all the same', () => {
    const { filter, problems } = readFilter('jane idle>1h usr:x is:own')
    expect(problems).toHaveLength(1)
    expect(filter.words).toEqual([['jane']])
    expect(filter.clauses.map(({ text }) => text)).toEqual(['idle>1h', 'is:own'])
  })

  test('more than a database should be asked at once is refused', () => {
    expect(problemOf('a '.repeat(MOST_PARTS + 1)).message).toContain('at most 100 words')
    expect(problemOf(`user:${'a,'.repeat(MOST_PARTS)}a`).message).toContain('at most 100 words')
    expect(problemOf('addresses>1 '.repeat(6)).message).toContain('at most 100 words')
    expect(filterOf('addresses>1 addresses<9 -addresses>4').clauses).toHaveLength(3)
    expect(problemOf('a'.repeat(2001)).message).toContain('2,000')
  })
})

describe('any text at all', () => {
  const pieces = constantFrom(
    'user',
    'idle',
    'ip',
    'is',
    ':',
    '=',
    '>',
    '<',
    '"',
    '-',
    ',',
    ';',
    ' ',
    '30m',
    '10.0.0.0/8',
    'x',
    '\u202e',
    '💥',
  )
  const texts = string({ unit: pieces, maxLength: 40 })

  test('is understood or has a reason with a place inside it', () => {
    assert(
      property(texts, (text) => {
        const result = parseFilter(text)
        if ('filter' in result) return
        const { from, to, message } = result.problem
        expect(message).not.toBe('')
        expect(from).toBeGreaterThanOrEqual(0)
        expect(to).toBeGreaterThan(from)
        expect(to).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 2000 },
    )
  })

  test('has clauses that stand where they say, one after the other', () => {
    assert(
      property(texts, (text) => {
        let end = 0
        for (const clause of readFilter(text).filter.clauses) {
          expect(clause.text).toBe(text.slice(clause.from, clause.to))
          expect(clause.from).toBeGreaterThanOrEqual(end)
          end = clause.to
        }
      }),
      { numRuns: 2000 },
    )
  })
})
