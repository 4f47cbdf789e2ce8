import { describe, expect, it } from 'vitest'
import { createGate } from '../../../../src/main/collector/polling/gate.ts'
import { settle } from '../virtual-clock.ts'

describe('the gate of a server', () => {
  it('lets two requests through at once and a read only alone, in the order they came', async () => {
    const gate = createGate(2)
    const entered: string[] = []
    const leaves: (() => void)[] = []
    const enter = (name: string, weight: number): void => {
      void gate.enter(weight).then((leave) => {
        entered.push(name)
        leaves.push(leave)
      })
    }
    enter('first', 1)
    enter('second', 1)
    enter('read', 2)
    enter('third', 1)
    await settle()
    expect(entered).toEqual(['first', 'second'])
    leaves[0]?.()
    await settle()
    expect(entered).toEqual(['first', 'second'])
    leaves[1]?.()
    await settle()
    expect(entered).toEqual(['first', 'second', 'read'])
    leaves[2]?.()
    await settle()
    expect(entered).toEqual(['first', 'second', 'read', 'third'])
  })
})
