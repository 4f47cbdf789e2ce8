import { useCallback, useEffect, useRef, useState } from 'react'
import type { TestStep } from '../../../shared/contract/act.ts'
import type { Problem } from '../../../shared/errors.ts'
import type { ServerDraft } from '../../../shared/server.ts'
import { actClient } from '../../api/clients.ts'
import { problemOf } from '../../api/problem-of.ts'

/** What is tried. `serverId` lends the stored secret of a server whose bindings are unchanged. */
export interface TestInput {
  readonly draft: ServerDraft
  readonly secret?: string | undefined
  readonly serverId?: string | undefined
}

/** A test as far as it is. */
export interface ConnectionTest {
  readonly steps: readonly TestStep[]
  readonly state: 'idle' | 'running' | 'over'
  /** The test itself could not be made; a failed step is no such problem. */
  readonly problem: Problem | null
  readonly run: (input: TestInput) => void
}

const IDLE = { steps: [], state: 'idle', problem: null } as const

/** Runs *Test connection* and takes in each step as it ends. A new run, and leaving the dialog, end the one before. */
export function useConnectionTest(): ConnectionTest {
  const [test, setTest] = useState<Omit<ConnectionTest, 'run'>>(IDLE)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  const run = useCallback((input: TestInput) => {
    running.current?.abort()
    const abort = new AbortController()
    running.current = abort
    setTest({ steps: [], state: 'running', problem: null })
    const update = (change: (test: Omit<ConnectionTest, 'run'>) => Omit<ConnectionTest, 'run'>) => {
      if (!abort.signal.aborted) setTest(change)
    }
    takeSteps(input, abort.signal, (step) => update((before) => ({ ...before, steps: [...before.steps, step] }))).then(
      () => update((before) => ({ ...before, state: 'over' })),
      (error: unknown) => update((before) => ({ ...before, state: 'over', problem: problemOf(error) })),
    )
  }, [])
  return { ...test, run }
}

async function takeSteps(input: TestInput, signal: AbortSignal, take: (step: TestStep) => void): Promise<void> {
  for await (const step of await actClient.servers.test(input, { signal })) take(step)
}
