import type { ErrorCode, Problem } from '../../../shared/errors.ts'

const NOT_REACHED: ReadonlySet<ErrorCode> = new Set([
  'name-not-found',
  'connection-refused',
  'connection-failed',
  'timed-out',
  'certificate-untrusted',
  'certificate-expired',
  'certificate-wrong-name',
  'certificate-changed',
  'tls-failed',
  'practice-off',
])

/** Whether the server itself was spoken to when this happened. */
export function isReached(problem: Problem): boolean {
  return !NOT_REACHED.has(problem.code)
}
