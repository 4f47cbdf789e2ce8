import { describe, expect, it } from 'vitest'
import type { Connector, TerminateAnswer } from '../../../../src/main/collector/connectors/connector.ts'
import type { Ask } from '../../../../src/main/collector/connectors/requests.ts'
import { send } from '../../../../src/main/collector/polling/send.ts'
import { type Problem, RollcallError } from '../../../../src/shared/errors.ts'
import { VirtualClock } from '../virtual-clock.ts'
import { ScriptedServer } from './scripted-server.ts'

const PROBLEM: Problem = { code: 'not-allowed', message: 'No.', next: '' }
const MANY: Ask = { kind: 'many', sessionIds: ['a', 'b'] }
const ONE: Ask = { kind: 'one', sessionId: 'a' }

function sent(what: Ask, act: () => Promise<TerminateAnswer>) {
  const connector: Connector = { ...new ScriptedServer(new VirtualClock()).connector(), terminate: act, terminateMany: act }
  return send(connector, what, new AbortController().signal, () => ({ ...PROBLEM, code: 'service-down' }))
}

describe('a request for several sessions', () => {
  it('was not sent when the connector says so, by an answer or by what it throws', async () => {
    const answer = { kind: 'failed', problem: PROBLEM, unsent: true } as const
    expect(await sent(MANY, async () => answer)).toEqual({ kind: 'unsent', problem: PROBLEM })
    expect(await sent(MANY, () => Promise.reject(new RollcallError(PROBLEM)))).toEqual({ kind: 'unsent', problem: PROBLEM })
    expect(await sent(ONE, async () => answer)).toEqual(answer)
    expect(await sent(ONE, () => Promise.reject(new RollcallError(PROBLEM)))).toEqual({ kind: 'failed', problem: PROBLEM })
  })

  it('may have been sent whatever else went wrong, so that it is not sent again in parts', async () => {
    const answer = { kind: 'failed', problem: PROBLEM } as const
    expect(await sent(MANY, async () => answer)).toEqual(answer)
    expect(await sent(MANY, () => Promise.reject(new Error('a defect')))).toMatchObject({ kind: 'no-answer' })
    const late = new RollcallError({ ...PROBLEM, code: 'timed-out' })
    expect(await sent(MANY, () => Promise.reject(late))).toMatchObject({ kind: 'no-answer' })
  })
})
