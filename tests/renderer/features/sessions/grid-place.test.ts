import { describe, expect, it } from 'vitest'
import { placeAmong, wasAt } from '../../../../src/renderer/features/sessions/use-grid-focus.ts'
import { sessionKeyText } from '../../../../src/shared/session.ts'
import { sampleRow } from '../../samples.ts'

const a = sampleRow({ sessionId: 'a' })
const b = sampleRow({ sessionId: 'b' })
const c = sampleRow({ sessionId: 'c' })
const atB = { key: sessionKeyText(b), index: 1, field: 'user' }

describe('the place of somebody who works in the grid', () => {
  it('goes with its session, wherever that moves', () => {
    expect(placeAmong([b, a], atB, false)).toEqual({ ...atB, index: 0 })
    expect(wasAt([b, a], { ...atB, index: 0 })).toEqual({ row: b, field: 'user' })
  })

  it('goes on to what stands there now when its session is gone while it has the focus', () => {
    const next = placeAmong([a, c], atB, true)
    expect(wasAt([a, c], next)).toEqual({ row: c, field: 'user' })
    expect(wasAt([a], placeAmong([a], atB, true))).toEqual({ row: a, field: 'user' })
    expect(placeAmong([], atB, true)).toBeNull()
  })

  it('is no session that took its place while the focus was elsewhere: nothing that was meant for one hits the other', () => {
    const next = placeAmong([a, c], atB, false)
    expect(next).toMatchObject({ key: sessionKeyText(c), index: 1 })
    expect(wasAt([a, c], next)).toBeNull()
    const later = next && placeAmong([c, a], next, false)
    expect(wasAt([c, a], later)).toBeNull()
  })
})
