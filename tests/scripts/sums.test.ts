import { describe, expect, test } from 'vitest'
import { add, inWords, playwrightSums, vitestSums } from '../../scripts/lib/sums.mjs'

function file(status: string, ...states: string[]): { status: string; assertionResults: { status: string }[] } {
  return { status, assertionResults: states.map((state) => ({ status: state })) }
}

describe('the sums of a test run', () => {
  test('count each test once', () => {
    const report = { testResults: [file('passed', 'passed', 'pending'), file('failed', 'passed', 'failed', 'failed', 'todo')] }
    expect(vitestSums(report, 1)).toEqual({ passed: 2, failed: 2, skipped: 2 })
  })

  test('count a file that broke before its tests as a failure', () => {
    expect(vitestSums({ testResults: [file('failed'), file('passed', 'passed')] }, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 })
  })

  test('never hide a run that ended badly', () => {
    expect(vitestSums({ testResults: [file('passed', 'passed')] }, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 })
    expect(vitestSums(null, 139)).toEqual({ passed: 0, failed: 1, skipped: 0 })
    expect(playwrightSums(null, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })

  test('count a flaky end-to-end test as failed', () => {
    expect(playwrightSums({ stats: { expected: 5, unexpected: 1, flaky: 2, skipped: 1 } }, 1)).toEqual({ passed: 5, failed: 3, skipped: 1 })
  })

  test('add up and read plainly', () => {
    expect(inWords(add({ passed: 2, failed: 0, skipped: 0 }, { passed: 3, failed: 1, skipped: 0 }))).toBe('5 passed, 1 failed')
    expect(inWords({ passed: 1, failed: 0, skipped: 2 })).toBe('1 passed, 0 failed, 2 skipped')
  })
})
