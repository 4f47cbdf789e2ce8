import { describe, expect, it } from 'vitest'
import {
  confirmLabel,
  consequences,
  countVerdicts,
  leftOut,
  whoAndWhere,
  whyNothingEnds,
  willEnd,
} from '../../../../src/renderer/features/termination/plan-summary.ts'
import type { Plan, Target, Verdict } from '../../../../src/shared/termination.ts'

function target(serverId: string, user: string | null, sessionId = 'a'): Target {
  return {
    kind: 'session',
    userId: null,
    wholeUser: false,
    key: { serverId, sessionId, duplicate: 0 },
    serverName: serverId.toUpperCase(),
    user,
    address: null,
    agentWords: null,
    createdAt: null,
  }
}

function plan(...rows: [Target, Verdict][]): Plan {
  return { planId: 'p', scope: 'sessions', targets: rows.map(([target, verdict]) => ({ target, verdict })) }
}

const ends: Verdict = { kind: 'will-end' }
const gone: Verdict = { kind: 'already-gone' }
const guarded: Verdict = { kind: 'guarded', guard: 'own' }
const offline: Verdict = { kind: 'unreachable', problem: { code: 'timed-out', message: 'PURE did not answer.', next: 'Try again.' } }

describe('the sentence over a review', () => {
  it('counts sessions, users and servers', () => {
    const targets = [target('keep', 'ann'), target('keep', 'ann', 'b'), target('pure', 'ann'), target('reef', 'bob')]
    expect(whoAndWhere(targets)).toBe('4 sessions of 3 users on 3 servers')
  })

  it('names the server when there is one, and says one session, one user', () => {
    expect(whoAndWhere([target('keep', 'ann')])).toBe('1 session of 1 user on KEEP')
  })

  it('counts no user for a session without a name, nor for an API key or a monitor', () => {
    expect(whoAndWhere([target('keep', null), target('keep', '', 'b')])).toBe('2 sessions without a user on KEEP')
    const monitor = { ...target('keep', 'monitor', 'c'), account: 'anonymous' as const }
    expect(whoAndWhere([target('keep', 'ann'), monitor])).toBe('2 sessions of 1 user on KEEP')
  })

  it('counts nothing where a user is logged out of a server that lists nobody', () => {
    const user = { ...target('okta', 'ann', ''), kind: 'user' as const }
    expect(whoAndWhere([user])).toBe('All sessions of ann on OKTA')
    expect(confirmLabel(1, [user])).toBe('Log out ann')
  })

  it('says once what terminating means on servers that agree', () => {
    const targets = [target('keep', 'ann'), target('pure', 'bob'), target('reef', 'eve')]
    const means = (serverId: string) => (serverId === 'reef' ? 'Remember me stops working.' : 'The next request is refused (401).')
    expect(consequences(targets, means)).toEqual([
      { servers: 'KEEP and PURE', text: 'The next request is refused (401).' },
      { servers: 'REEF', text: 'Remember me stops working.' },
    ])
  })
})

describe('the numbers of a plan', () => {
  const mixed = plan([target('keep', 'ann'), ends], [target('keep', 'bob', 'b'), gone], [target('pure', 'eve'), offline])

  it('add up', () => {
    const { total, ...counts } = countVerdicts(mixed)
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(total)
  })

  it('put only what will end on the button', () => {
    expect(confirmLabel(willEnd(mixed).length)).toBe('Terminate 1 session')
    expect(confirmLabel(1400)).toBe('Terminate 1,400 sessions')
  })

  it('say what is left out', () => {
    expect(leftOut(countVerdicts(mixed))).toBe('Left out: 1 already gone, 1 on servers that cannot be reached.')
    expect(leftOut(countVerdicts(plan([target('keep', 'ann'), ends])))).toBeNull()
  })
})

describe('why nothing can be terminated', () => {
  it('is not said while something will end', () => {
    expect(whyNothingEnds(plan([target('keep', 'ann'), ends], [target('pure', 'eve'), offline]))).toBeNull()
  })

  it('names the server that cannot be reached', () => {
    expect(whyNothingEnds(plan([target('pure', 'eve'), offline]))).toContain('PURE cannot be reached')
  })

  it('tells gone from guarded', () => {
    expect(whyNothingEnds(plan([target('keep', 'ann'), gone]))).toBe('All of these sessions are gone already.')
    expect(whyNothingEnds(plan([target('keep', 'ann'), guarded]))).toBe('All of these sessions are guarded.')
  })
})
