import { type Problem, RollcallError } from '../../shared/errors.ts'
import type { KeychainState } from '../../shared/keychain.ts'
import type { Port } from '../port.ts'
import { createKeychainLine, type KeychainCall } from './line.ts'
import { absentProblem, lockedProblem, type StuckCause, stuckProblem } from './problems.ts'

/** Longest wait in ms for one answer; a keychain that needs more is taken as stuck and its process is started anew. */
export const CALL_DEADLINE = 5000

/** Raw entries of the OS keychain, and what the calls so far tell of its state. One call at a time: the caller sees to that. */
export interface KeychainAccess {
  readonly state: KeychainState
  onState(listener: (state: KeychainState) => void): void
  /** Null for "nothing, or locked": the OS does not tell which. Every call throws `keychain-absent`, `-locked` or `-stuck` when it failed. */
  get(account: string, deadline?: number): Promise<string | null>
  set(account: string, value: string, deadline?: number): Promise<void>
  remove(account: string): Promise<void>
  /** What was learnt otherwise: that it works, that a null meant locked, or that it gives back something else than was stored. */
  foundWorking(): void
  foundLocked(): never
  foundUnfaithful(): never
  /** Ends the process and goes on with a fresh one. */
  restart(): void
  connect(port: Port): void
}

/** Turns the ends of calls into states of the keychain. `restartKeychain` is called when a call met its deadline. */
export function createKeychainAccess(service: string, restartKeychain: () => void): KeychainAccess {
  const line = createKeychainLine()
  const listeners: ((state: KeychainState) => void)[] = []
  let state: KeychainState = { state: 'unknown', problem: null }
  let lastCause: StuckCause | null = null
  let stoppedInARow = 0

  function become(next: KeychainState): void {
    const changed = next.state !== state.state || next.problem?.message !== state.problem?.message
    state = next
    if (changed) for (const listener of listeners) listener(next)
  }

  function fail(kind: 'absent' | 'locked' | 'stuck', problem: Problem): never {
    become({ state: kind, problem })
    throw new RollcallError(problem)
  }

  function failStuck(cause: StuckCause, technical?: string): never {
    lastCause = cause
    if (cause === 'silent') restart()
    if (cause === 'stopped') stoppedInARow += 1
    return fail('stuck', stuckProblem(cause, technical))
  }

  function restart(): void {
    line.hangUp()
    restartKeychain()
  }

  /** A process that was late, or crashed once, may be asked again; one that crashes on every call, or froze, only by a person. */
  function excuse(): void {
    const excusable = lastCause === 'not-started' || (lastCause === 'stopped' && stoppedInARow < 2)
    if (state.state === 'stuck' && excusable) become({ state: 'unknown', problem: null })
  }

  async function ask(call: KeychainCall, deadline = CALL_DEADLINE, repeated = false): Promise<string | null> {
    const end = await line.call(call, deadline)
    if (end.kind !== 'answer') return failStuck(end.kind)
    stoppedInARow = 0
    if (end.answer.ok) return end.answer.value
    const { failure, technical } = end.answer
    if (failure === 'stale' && !repeated) {
      restart()
      return ask(call, deadline, true)
    }
    if (failure === 'absent') return fail('absent', absentProblem(technical))
    return failure === 'locked' ? fail('locked', lockedProblem(technical)) : failStuck('failed', technical)
  }

  return {
    get state() {
      return state
    },
    onState: (listener) => void listeners.push(listener),
    get: (account, deadline) => ask({ verb: 'get', service, account }, deadline),
    set: async (account, value, deadline) => void (await ask({ verb: 'set', service, account, value }, deadline)),
    remove: async (account) => void (await ask({ verb: 'delete', service, account })),
    foundWorking: () => become({ state: 'working', problem: null }),
    foundLocked: () => fail('locked', lockedProblem()),
    foundUnfaithful: () => failStuck('failed', 'It gave back something else than was stored.'),
    restart,
    connect: (port) => {
      line.connect(port)
      // Whoever waits for a call that ended just now is told of its trouble first.
      setImmediate(excuse)
    },
  }
}
