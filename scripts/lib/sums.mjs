/** @typedef {{ readonly passed: number, readonly failed: number, readonly skipped: number }} Sums */

/** @type {Sums} */
export const NOTHING = { passed: 0, failed: 0, skipped: 0 }

/**
 * @param {readonly Sums[]} parts
 * @returns {Sums}
 */
export function add(...parts) {
  return parts.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }), NOTHING)
}

/**
 * @param {Sums} sums
 * @returns {string} for example `12 passed, 0 failed, 1 skipped`
 */
export function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/**
 * @typedef {{ status: string, assertionResults: readonly { status: string }[] }} VitestFile
 * @typedef {{ testResults: readonly VitestFile[] }} VitestReport
 */

/**
 * Counts a vitest JSON report. A file that broke before its tests ran counts as one failure, and so does a run that ended badly
 * although no test failed (an error between the tests).
 * @param {VitestReport | null} report null: there is none
 * @param {number} exitCode
 * @returns {Sums}
 */
export function vitestSums(report, exitCode) {
  const files = report?.testResults ?? []
  const states = files.flatMap((file) => file.assertionResults.map((test) => test.status))
  const broken = files.filter((file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'))
  const failed = states.filter((state) => state === 'failed').length + broken.length
  return atLeastOneFailure(exitCode, {
    passed: states.filter((state) => state === 'passed').length,
    failed,
    skipped: states.filter((state) => state !== 'failed' && state !== 'passed').length,
  })
}

/** @typedef {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number } }} PlaywrightReport */

/**
 * Counts a Playwright JSON report. A flaky test failed at least once: it counts as failed.
 * @param {PlaywrightReport | null} report null: there is none
 * @param {number} exitCode
 * @returns {Sums}
 */
export function playwrightSums(report, exitCode) {
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = report?.stats ?? {}
  return atLeastOneFailure(exitCode, { passed: expected, failed: unexpected + flaky, skipped })
}

/**
 * @param {number} exitCode
 * @param {Sums} sums
 * @returns {Sums}
 */
function atLeastOneFailure(exitCode, sums) {
  return exitCode !== 0 && sums.failed === 0 ? { ...sums, failed: 1 } : sums
}
