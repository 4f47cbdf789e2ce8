import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  hasFailed,
  headline,
  inReadingOrder,
  interruptedLine,
  otherCounts,
  summaryLine,
  unseenWords,
} from '../../../../src/renderer/features/termination/run-summary.ts'
import { OUTCOMES, type OutcomeKind, type Run, type RunTarget } from '../../../../src/shared/termination.ts'

function run(state: Run['state'], ...kinds: (OutcomeKind | 'waiting' | 'asked')[]): Run {
  const counts = Object.fromEntries(OUTCOMES.map((kind) => [kind, kinds.filter((other) => other === kind).length])) as Run['counts']
  const targets = kinds.map(
    (kind, index): RunTarget => ({
      target: {
        kind: 'session',
        userId: null,
        wholeUser: false,
        key: { serverId: 'keep', sessionId: String(index), duplicate: 0 },
        serverName: 'Keep',
        user: null,
        address: null,
        agentWords: null,
        createdAt: null,
      },
      step: kind === 'waiting' || kind === 'asked' ? kind : 'settled',
      outcome: kind === 'waiting' || kind === 'asked' ? null : { kind, detail: null, at: 0 },
    }),
  )
  return {
    runId: 'r',
    number: 12,
    startedAt: 0,
    finishedAt: null,
    state,
    reason: null,
    servers: ['keep'],
    total: kinds.length,
    counts,
    acknowledged: true,
    targets,
  }
}

describe('the summary of a run', () => {
  it('gives the number that was terminated and every other number', () => {
    expect(summaryLine(run('done', 'terminated', 'terminated', 'already-gone', 'refused'))).toBe(
      '2 of 4 terminated, 1 already gone, 1 refused',
    )
  })

  it('always adds up to the total, in whatever state', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...OUTCOMES, 'waiting' as const, 'asked' as const)), (kinds) => {
        const some = run('running', ...kinds)
        const sum = some.counts.terminated + otherCounts(some).reduce((total, { count }) => total + count, 0)
        expect(sum).toBe(kinds.length)
      }),
    )
  })

  it('counts what has no outcome yet as waiting', () => {
    expect(summaryLine(run('running', 'terminated', 'waiting', 'asked'))).toBe('1 of 3 terminated, 2 waiting')
  })

  it('leaves out what did not happen', () => {
    const all = run('done', 'terminated')
    expect([headline(all), otherCounts(all)]).toEqual(['1 of 1 terminated', []])
  })
})

describe('a run that failed', () => {
  it.each<[OutcomeKind, boolean]>([
    ['terminated', false],
    ['already-gone', false],
    ['not-attempted', false],
    ['still-present', true],
    ['refused', true],
    ['failed', true],
    ['unknown', true],
  ])('with one target %s: %s', (kind, failed) => {
    expect(hasFailed(run('done', kind))).toBe(failed)
  })

  it('is not called so before it is over', () => {
    expect(hasFailed(run('running', 'failed', 'waiting'))).toBe(false)
  })

  it('shows what needs a person first', () => {
    const kinds = inReadingOrder(run('done', 'terminated', 'failed', 'already-gone')).map(({ outcome }) => outcome?.kind)
    expect(kinds).toEqual(['failed', 'already-gone', 'terminated'])
  })

  it('keeps its rows still while it is under way', () => {
    const kinds = inReadingOrder(run('running', 'terminated', 'failed', 'waiting')).map(({ outcome }) => outcome?.kind)
    expect(kinds).toEqual(['terminated', 'failed', undefined])
  })
})

describe('an interrupted run', () => {
  it('tells done, in doubt and not started apart', () => {
    const line = interruptedLine(run('interrupted', 'terminated', 'refused', 'unknown', 'asked', 'not-attempted', 'waiting', 'waiting'))
    expect(line).toBe('Run 12 was interrupted: 2 done, 2 in doubt, 3 not started')
  })
})

describe('a run that logged a user out of a server that lists nobody', () => {
  const unseen = run('done', 'unknown')
  const asUser = { ...unseen, targets: unseen.targets.map((one) => ({ ...one, target: { ...one.target, kind: 'user' as const } })) }

  it('counts nothing, and says that nobody can see what became of it', () => {
    expect(unseenWords(asUser)).toContain('nobody can see what became of it')
  })

  it('is told from one of sessions whose end is in doubt, and from one that was refused', () => {
    expect(unseenWords(unseen)).toBeNull()
    const refused = run('done', 'refused')
    expect(
      unseenWords({ ...refused, targets: refused.targets.map((one) => ({ ...one, target: { ...one.target, kind: 'user' as const } })) }),
    ).toBeNull()
    expect(unseenWords(run('done'))).toBeNull()
  })
})
