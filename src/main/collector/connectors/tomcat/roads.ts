import { type ErrorCode, RollcallError } from '../../../../shared/errors.ts'

/** The two ways to a Tomcat's sessions, each with a role of its own. */
export type Road = 'pages' | 'jmx'

/** Which roads the account may take; found out by trying, and again when one that was open is closed. */
export interface Roads {
  /** Whether to try it: it is open, or nobody knows yet. */
  mayBeOpen(road: Road): boolean
  isOpen(road: Road): boolean
  /**
   * Tries something on a road; null when the account may not take it (403), or nothing is there (404). What else goes wrong is thrown.
   */
  take<Result>(road: Road, work: () => Promise<Result>): Promise<Result | null>
  /** Why no road is open: what the last one that was tried said. */
  closedBecause(): RollcallError | null
}

const CLOSED: ReadonlySet<ErrorCode> = new Set(['no-right', 'not-found'])

export function createRoads(): Roads {
  const state = new Map<Road, boolean>()
  let why: RollcallError | null = null
  return {
    mayBeOpen: (road) => state.get(road) !== false,
    isOpen: (road) => state.get(road) === true,
    async take(road, work) {
      try {
        const result = await work()
        state.set(road, true)
        return result
      } catch (error) {
        if (!(error instanceof RollcallError) || !CLOSED.has(error.code)) throw error
        // 403 says more than 404, which a manager without that part gives.
        if (why === null || error.code === 'no-right') why = error
        state.set(road, false)
        if (state.size === 2 && [...state.values()].every((open) => !open)) state.clear()
        return null
      }
    },
    closedBecause: () => why,
  }
}
