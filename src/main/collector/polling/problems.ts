import type { Problem } from '../../../shared/errors.ts'

/** The server said how long it wants to be left alone. */
export function quietProblem(serverName: string, waitMs: number): Problem {
  return {
    code: 'too-many-requests',
    message: `${serverName} asked to be left alone for another ${Math.ceil(waitMs / 1000)} s.`,
    next: 'Rollcall asks again by itself when that time is over.',
    retryAfterMs: waitMs,
  }
}

/** A read ran past every deadline. */
export function slowProblem(serverName: string, limit: number): Problem {
  return {
    code: 'timed-out',
    message: `Reading the sessions of ${serverName} was given up after ${Math.round(limit / 1000)} s.`,
    next: 'The server may be overloaded. Rollcall asks again later.',
  }
}

/** There is nothing that could be read. */
export function noListProblem(serverName: string): Problem {
  return {
    code: 'not-allowed',
    message: `${serverName} offers no list of its sessions, so there is nothing to read.`,
    next: 'A user can still be logged out there by name.',
  }
}

/** The loop ended while a request was about to be sent. */
export function removedProblem(serverName: string): Problem {
  return {
    code: 'unknown-server',
    message: `${serverName} was changed or removed in the meantime.`,
    next: 'Open the review again.',
  }
}

/** Something failed that nobody outside can do anything about. */
export function defectProblem(serverName: string): Problem {
  return {
    code: 'service-down',
    message: `Rollcall met a defect of its own while it was speaking to ${serverName}.`,
    next: 'Rollcall tries again later. Its log on stderr says where it failed.',
  }
}
