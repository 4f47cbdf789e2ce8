import type { Problem } from '../../../shared/errors.ts'
import { t } from '../../../shared/language/language.ts'

/** The server said how long it wants to be left alone. */
export function quietProblem(serverName: string, waitMs: number): Problem {
  return {
    code: 'too-many-requests',
    message: t('collector.leftAlone', { server: serverName, seconds: Math.ceil(waitMs / 1000) }),
    next: t('collector.leftAloneNext'),
    retryAfterMs: waitMs,
  }
}

/** A read ran past every deadline. */
export function slowProblem(serverName: string, limit: number): Problem {
  return {
    code: 'timed-out',
    message: t('collector.tooSlow', { server: serverName, seconds: Math.round(limit / 1000) }),
    next: t('collector.tooSlowNext'),
  }
}

/** There is nothing that could be read. */
export function noListProblem(serverName: string): Problem {
  return {
    code: 'not-allowed',
    message: t('collector.noList', { server: serverName }),
    next: t('collector.noListNext'),
  }
}

/** The loop ended while a request was about to be sent. */
export function removedProblem(serverName: string): Problem {
  return {
    code: 'unknown-server',
    message: t('collector.wasChanged', { server: serverName }),
    next: t('collector.wasChangedNext'),
  }
}

/** Something failed that nobody outside can do anything about. */
export function defectProblem(serverName: string): Problem {
  return {
    code: 'service-down',
    message: t('collector.defect', { server: serverName }),
    next: t('collector.defectNext'),
  }
}
