import { array, assert, boolean, constantFrom, integer, ipV4, ipV6, oneof, property, record, string, tuple } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CHOICES } from '../../../src/shared/filter/condition.ts'
import { SPANS, TEXT_FIELDS } from '../../../src/shared/filter/filter.ts'
import { parseFilter, readFilter } from '../../../src/shared/filter/parse.ts'
import {
  addClause,
  clauseFor,
  hasClause,
  printClause,
  removeClause,
  setClause,
  toggleClause,
  writeClause,
} from '../../../src/shared/filter/write.ts'

/** What a text means, without where it stands. */
function meaning(text: string) {
  const result = parseFilter(text)
  if ('problem' in result) throw new Error(result.problem.message)
  return { words: result.filter.words, clauses: result.filter.clauses.map(({ condition, negated }) => ({ condition, negated })) }
}

const someText = oneof(
  string({ minLength: 1, maxLength: 20 }),
  string({ unit: constantFrom('"', ' ', ',', ';', '-', 'a', '\\', '\u202e'), minLength: 1 }),
)
const written = oneof(
  tuple(constantFrom(...TEXT_FIELDS, 'server', 'tag'), constantFrom(':', '='), array(someText, { minLength: 1, maxLength: 3 })),
  tuple(constantFrom('ip'), constantFrom(':', '='), array(oneof(ipV4(), ipV6()), { minLength: 1, maxLength: 3 })),
  tuple(constantFrom('is'), constantFrom(':'), array(constantFrom(...CHOICES.flag), { minLength: 1, maxLength: 3 })),
  tuple(constantFrom('env'), constantFrom(':'), array(constantFrom(...CHOICES.environment), { minLength: 1, maxLength: 3 })),
  tuple(constantFrom(...SPANS), constantFrom('>', '<'), tuple(integer({ min: 0, max: 500_000 }).map((seconds) => `${seconds}s`))),
).map(([field, operator, values]) => ({ field, operator, values }) as Parameters<typeof writeClause>[0])
const clause = record({ clause: written, negated: boolean() }).map(({ clause, negated }) => writeClause({ ...clause, negated }))

describe('a written clause', () => {
  test('means what it was written from, whatever the values hold', () => {
    assert(
      property(constantFrom(...TEXT_FIELDS), array(someText, { minLength: 1, maxLength: 4 }), boolean(), (field, values, negated) => {
        const text = writeClause({ field, operator: '=', values, negated })
        expect(meaning(text)).toEqual({ words: [], clauses: [{ condition: { kind: 'text', field, exact: true, values }, negated }] })
      }),
    )
  })

  test('means the same once it was understood and printed', () => {
    assert(
      property(clause, (text) => {
        const [understood] = readFilter(text).filter.clauses
        if (understood === undefined) throw new Error(text)
        const printed = printClause(understood)
        expect(meaning(printed)).toEqual(meaning(text))
        expect(printClause(readFilter(printed).filter.clauses[0] ?? understood)).toBe(printed)
      }),
    )
  })

  test('is short for what is short', () => {
    expect(clauseFor('user', 'jane')).toBe('user=jane')
    expect(clauseFor('server', 'Keep EU', true)).toBe('-server="Keep EU"')
    expect(clauseFor('type', null)).toBe('type=""')
    expect(writeClause({ field: 'tag', operator: ':', values: ['a"b', 'c'] })).toBe('tag:"a""b",c')
  })

  test('finds an endless value by its beginning', () => {
    const text = clauseFor('user', '😀'.repeat(5000))
    expect(text.length).toBeLessThan(220)
    expect(text.isWellFormed()).toBe(true)
    expect(meaning(text).clauses).toMatchObject([{ condition: { exact: false } }])
  })

  test.each([
    ['ip:10.0.0.0/8', 'ip:10.0.0.0/8'],
    ['ip:10.9.9.9/9', 'ip:10.0.0.0/9'],
    ['ip:10.0.0.7', 'ip:10.0.0.7'],
    ['ip:2001:db8::/32', 'ip:2001:db8::/32'],
    ['ip:::/0', 'ip:::/0'],
    ['ip:0.0.0.0/0', 'ip:0.0.0.0/0'],
    ['idle>90m', 'idle>1h30m'],
    ['ORG:x', 'organisation:x'],
    ['env=prod', 'env:production'],
  ])('has one way of being printed: %s', (text, printed) => {
    expect(readFilter(text).filter.clauses.map(printClause)).toEqual([printed])
  })
})

describe('a filter of several', () => {
  test('takes one more at its end, once', () => {
    expect(addClause('jane; mary ', 'idle>30m')).toBe('jane; mary idle>30m')
    expect(addClause('idle>1800s jane', 'idle>30m')).toBe('idle>1800s jane')
  })

  test('loses one and keeps all else as it was', () => {
    assert(
      property(array(oneof(clause, constantFrom('jane', ';', '"a b"')), { maxLength: 6 }), (pieces) => {
        const text = pieces.join('  ')
        for (const gone of readFilter(text).filter.clauses) {
          const left = removeClause(text, gone)
          const before = meaning(text)
          const place = readFilter(text).filter.clauses.findIndex(({ from }) => from === gone.from)
          expect(meaning(left)).toEqual({ words: before.words, clauses: before.clauses.toSpliced(place, 1) })
        }
      }),
    )
  })

  test('loses the ; that stands for nothing any more', () => {
    const without = (text: string) => removeClause(text, readFilter(text).filter.clauses[0] ?? { from: 0, to: 0 })
    expect(without('jane; idle>30m')).toBe('jane')
    expect(without('idle>30m; jane')).toBe('jane')
    expect(without('a; idle>30m b')).toBe('a; b')
  })

  test('has a clause switched on and off', () => {
    expect(toggleClause('jane', 'is:own')).toBe('jane is:own')
    expect(toggleClause('jane is:own roe', 'is:own')).toBe('jane roe')
    expect(hasClause('jane -is:own', 'is:own')).toBe(false)
  })

  test('has all clauses of a kind replaced by one', () => {
    const isIdle = ({ condition }: { condition: { kind: string } }) => condition.kind === 'span'
    expect(setClause('idle>1h jane idle>2h is:own', isIdle, 'idle>30m')).toBe('idle>30m jane is:own')
    expect(setClause('idle>1h jane idle>2h', isIdle, null)).toBe('jane')
    expect(setClause('jane', isIdle, 'idle>30m')).toBe('jane idle>30m')
    expect(setClause('jane', isIdle, null)).toBe('jane')
  })

  test('is changed as far as it can be understood, and the rest is left alone', () => {
    expect(toggleClause('user: is:own', 'is:own')).toBe('user:')
    expect(addClause('usr:x', 'is:own')).toBe('usr:x is:own')
  })
})
