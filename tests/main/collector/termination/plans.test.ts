import { beforeEach, describe, expect, it } from 'vitest'
import { type OpenPlan, Plans } from '../../../../src/main/collector/termination/plans.ts'
import { aTarget } from '../../store/journal/fixture.ts'
import { VirtualClock } from '../virtual-clock.ts'

const MINUTE = 60_000
const A = aTarget('a')
const LISTED = { kind: 'listed', own: null, repeated: false } as const

let clock: VirtualClock
let plans: Plans

beforeEach(() => {
  clock = new VirtualClock()
  plans = new Plans(clock)
})

/** A review of one session that will end. */
function reviewed(planId: string): OpenPlan {
  const open = plans.begin([A.key])
  open.watched.set(JSON.stringify(A.key), { target: A, sighting: LISTED })
  plans.end(open, { planId, scope: 'sessions', targets: [{ target: A, verdict: { kind: 'will-end' } }] })
  return open
}

describe('a reviewed plan', () => {
  it('may be confirmed for ten minutes', async () => {
    reviewed('one')
    await clock.pass(10 * MINUTE)
    expect(plans.get('one').plan.planId).toBe('one')
    await clock.pass(1000)
    expect(() => plans.get('one')).toThrow(/older than 10 minutes/)
  })

  it('is too old as well when the machine slept, whose steady clock may have stood still', () => {
    reviewed('one')
    clock.jump(8 * 60 * MINUTE)
    expect(() => plans.get('one')).toThrow(/older than 10 minutes/)
  })

  it('shows what the newest read of its server showed, and keeps that over a read that tells nothing', () => {
    const open = plans.begin([A.key])
    const item = { target: A, sighting: LISTED }
    open.watched.set('a', item)
    const evidence = { serverId: 'keep', complete: true, startedAt: 0, at: 0 }
    expect(plans.watched('keep')).toEqual([A])
    plans.onRead({ ...evidence, sighting: () => ({ kind: 'absent' }) })
    plans.onRead({ ...evidence, complete: false, sighting: () => ({ kind: 'unseen' }) })
    plans.onRead({ ...evidence, serverId: 'other', sighting: () => LISTED })
    expect(item.sighting).toEqual({ kind: 'absent' })
  })

  it('keeps no rows of a server that was changed', () => {
    reviewed('one')
    plans.onServerChanged('keep', 'Keep')
    expect(plans.watched('keep')).toEqual([])
    expect(() => plans.get('one')).toThrow('Keep was changed or removed after this review was opened, so nothing was sent.')
  })

  it('is forgotten when fifty others were opened after it', () => {
    for (let index = 0; index <= 50; index += 1) reviewed(`plan ${index}`)
    expect(() => plans.get('plan 0')).toThrow(/too old/)
    expect(plans.get('plan 1').plan.planId).toBe('plan 1')
  })
})
