import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testServer } from '../../../../src/main/collector/connectors/registry.ts'
import { TEST_STEPS, type TestStep, testStepSchema } from '../../../../src/shared/contract/act.ts'
import type { Server } from '../../../../src/shared/server.ts'
import { type FaultServer, startFaultServer } from '../../../faults/fault-server.ts'
import type { Fault } from '../../../faults/faults.ts'
import { honestRows, stepsOf, unhurried, watchedServer } from '../../../faults/watched-server.ts'

let faulty: FaultServer

beforeEach(async () => {
  faulty = await startFaultServer({ sessions: honestRows(450) })
})
afterEach(() => faulty.close())

async function tested(changes: Partial<Server> = {}, url = faulty.url): Promise<readonly TestStep[]> {
  const steps = await stepsOf(testServer(watchedServer(url, { timeoutSeconds: 2, ...changes }), null, unhurried()))
  for (const step of steps) expect(testStepSchema.parse(step)).toEqual(step)
  return steps
}

it('a good server passes every step, in order, and says what was found', async () => {
  const steps = await tested()
  expect(steps.map(({ step }) => step)).toEqual([...TEST_STEPS])
  expect(steps.filter(({ result }) => result === 'failed')).toEqual([])
  expect(steps.at(-1)?.detail).toBe('450 sessions.')
})

it('says which facts no row gives and which could not be read', async () => {
  faulty.setFault({
    kind: 'rows',
    change: (rows) => rows.map((row) => ({ ...(row as object), ipAddress: undefined, createdAt: '2026-11-20 08:00:00' })),
  })
  const { result, detail } = (await tested()).at(-1) ?? {}
  expect(result).toBe('ok')
  expect(detail).toBe(
    '450 sessions. Looked for, and in no row: address (at ipAddress or ip), created (at createdAt or created). The created time could not be read (450 rows, first row 1).',
  )
})

describe('the step that fails is the last, and is the right one', () => {
  const cases: readonly (readonly [string, Fault, string, string])[] = [
    ['401', { kind: 'answer', status: 401 }, 'sign-in failed', 'sign-in-failed'],
    ['a login page', { kind: 'login-page' }, 'sign-in failed', 'login-page'],
    ['403', { kind: 'answer', status: 403 }, 'right failed', 'no-right'],
    ['404', { kind: 'answer', status: 404 }, 'shape failed', 'not-found'],
    ['a redirect', { kind: 'redirect', status: 302, to: '/login' }, 'shape failed', 'redirected'],
    ['another shape', { kind: 'answer', status: 200, body: '{}' }, 'shape failed', 'wrong-shape'],
    ['a paging loop', { kind: 'offset-ignored' }, 'shape failed', 'paging-failed'],
    ['silence', { kind: 'silent' }, 'shape failed', 'timed-out'],
  ]
  it.each(cases)('%s', async (_, fault, last, code) => {
    faulty.setFault(fault)
    const steps = await tested()
    const { step, result, problem } = steps.at(-1) ?? {}
    expect([`${step} ${result}`, problem?.code]).toEqual([last, code])
    expect(steps.slice(0, -1).filter((one) => one.result === 'failed')).toEqual([])
  })

  it('an address that is none, http to another machine, an unknown name, a closed port', async () => {
    const { url } = faulty
    await faulty.close()
    const lastOf = async (address: string): Promise<unknown> => {
      const { step, problem } = (await tested({}, address)).at(-1) ?? {}
      return [step, problem?.code]
    }
    expect(await lastOf('keep.example.com')).toEqual(['address', 'bad-url'])
    expect(await lastOf('http://keep.example.com')).toEqual(['address', 'https-needed'])
    expect(await lastOf('https://no-such-server.invalid')).toEqual(['name', 'name-not-found'])
    expect(await lastOf(url)).toEqual(['connection', 'connection-refused'])
  })
})
