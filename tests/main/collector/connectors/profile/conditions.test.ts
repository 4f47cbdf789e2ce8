import { describe, expect, it } from 'vitest'
import { compileConditions } from '../../../../../src/main/collector/connectors/profile/conditions.ts'
import type { Condition } from '../../../../../src/shared/profile/condition.ts'

const NOW = Date.UTC(2026, 10, 21, 12)

function holds(condition: Condition, row: unknown, beside: Readonly<Record<string, unknown>> | null = null): boolean {
  return compileConditions([condition], () => NOW)(row, beside)
}

describe('a condition', () => {
  it('compares a value with one or several, by kind too; nothing is as null', () => {
    expect(holds({ path: 'status', is: 'ok' }, { status: 'ok' })).toBe(true)
    expect(holds({ path: 'status', is: ['error', 'invalid-token'] }, { status: 'invalid-token' })).toBe(true)
    expect(holds({ path: 'result', is: 1 }, { result: '1' })).toBe(false)
    expect(holds({ path: 'result', is: null }, {})).toBe(true)
    expect(holds({ path: 'status', isNot: 'ok' }, {})).toBe(true)
    expect(holds({ path: 'status', isNot: ['ok', 'done'] }, { status: 'done' })).toBe(false)
    expect(holds({ path: '$status', is: 500 }, {}, { status: 500 })).toBe(true)
  })

  it('asks whether there is a value, be it empty', () => {
    expect(holds({ path: 'end', exists: true }, { end: '' })).toBe(true)
    expect(holds({ path: 'end', exists: true }, { end: null })).toBe(false)
    expect(holds({ path: 'end', exists: false }, {})).toBe(true)
  })

  it('asks whether a moment lies in the past of the server’s clock', () => {
    const past = (value: unknown): boolean => holds({ path: 'ends', past: 'epoch-milliseconds' }, { ends: value })
    expect([past(NOW - 1), past(NOW), past(NOW + 1), past(null), past(0), past('soon')]).toEqual([true, true, false, false, false, false])
  })

  it('is one of several of which any counts; none at all are never true', () => {
    const any = compileConditions(
      [
        { path: 'a', is: 1 },
        { path: 'b', is: 1 },
      ],
      () => NOW,
    )
    expect([any({ a: 1 }), any({ b: 1 }), any({ a: 2 }), any(null)]).toEqual([true, true, false, false])
    expect(compileConditions(undefined, () => NOW)({})).toBe(false)
  })
})
