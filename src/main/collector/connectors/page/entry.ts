import { performance } from 'node:perf_hooks'
import { RollcallError } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'
import type { TerminateAnswer } from '../connector.ts'
import { answerTo } from '../profile/terminate.ts'
import { problemOf, type Trip } from './browser.ts'
import { SignedOut } from './list.ts'
import type { FormSignIn } from './sign-in.ts'

/** Does things as somebody who is signed in, one after the other. */
export interface Entry {
  /** Signs in where that is still to do, and once more when a page asks for it. Throws `sign-in-failed`, `login-page` and what the work throws. */
  enter<Result>(trip: Trip, work: (trip: Trip) => Promise<Result>): Promise<Result>
  /** As `enter`, for what ends sessions: what fails before anything was sent is an answer too. */
  end(trip: Trip, work: (trip: Trip) => Promise<TerminateAnswer>): Promise<TerminateAnswer>
  leave(withinMs: number): Promise<void>
}

/** `form` is null where a header proves each request by itself. */
export function createEntry(serverName: string, form: FormSignIn | null): Entry {
  let isIn = false
  let queue: Promise<unknown> = Promise.resolve()

  /** Waits for those before, whatever became of them. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = queue.then(work, work)
    queue = turn.catch(() => undefined)
    return turn
  }

  async function once<Result>(trip: Trip, work: (trip: Trip) => Promise<Result>): Promise<Result> {
    if (form !== null && !isIn) {
      await form.enter(trip)
      isIn = true
    }
    return await work(trip)
  }

  async function attempt<Result>(trip: Trip, work: (trip: Trip) => Promise<Result>): Promise<Result> {
    trip.signal.throwIfAborted()
    try {
      return await once(trip, work)
    } catch (error) {
      if (!isOut(error)) throw error
      if (form === null) throw error instanceof SignedOut ? loginPage(trip) : error
    }
    isIn = false
    try {
      return await once(trip, work)
    } catch (error) {
      if (!isOut(error)) throw error
      isIn = false
      throw error instanceof SignedOut ? stillOut(trip) : error
    }
  }

  function loginPage(trip: Trip): RollcallError {
    const next = t('reading.signInInsteadNext')
    return problemOf(serverName, trip, 'login-page', (at) => t('reading.signInInstead', at), next)
  }

  function stillOut(trip: Trip): RollcallError {
    const next = t('reading.signInAgainNext')
    return problemOf(serverName, trip, 'sign-in-failed', (at) => t('reading.signInAgain', at), next)
  }

  return {
    enter: (trip, work) => inTurn(() => attempt(renewed(trip), work)),
    end: (trip, work) =>
      inTurn(async () => {
        try {
          const answer = await attempt(renewed(trip), work)
          if (answer.kind === 'refused' && answer.problem.code === 'sign-in-failed') isIn = false
          return answer
        } catch (error) {
          if (!(error instanceof RollcallError)) throw error
          return answerTo({ kind: 'broken', sent: false, problem: error }, null)
        }
      }),
    async leave(withinMs) {
      if (!isIn || form === null) return
      isIn = false
      const signal = AbortSignal.timeout(withinMs)
      await form.leave({ doing: t('connection.signingOut'), signal, withinMs, endsAt: performance.now() + withinMs })
    },
  }
}

/** The time runs from the turn's own beginning. */
function renewed(trip: Trip): Trip {
  return { ...trip, endsAt: performance.now() + trip.withinMs }
}

function isOut(error: unknown): boolean {
  return error instanceof SignedOut || (error instanceof RollcallError && error.code === 'sign-in-failed')
}
