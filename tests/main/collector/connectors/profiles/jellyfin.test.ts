import { describe, expect, it } from 'vitest'
import { jellyfin } from '../../../../doubles/jellyfin.ts'
import { personOf } from '../../../../doubles/world.ts'
import { connected, endsMany, listsAndEnds, unhurried } from './suite.ts'

describe('Jellyfin', () => {
  listsAndEnds(jellyfin)
  endsMany(jellyfin)

  it('says beforehand that ending one logs out everybody on the device, which is what happens', async () => {
    const { double, connector } = await connected(jellyfin)
    const [, bob] = double.world.people
    double.world.add('shared-1')
    if (bob !== undefined) double.world.add('shared-2', { person: bob })
    expect(connector.capabilities.terminateMeans).toContain('all users who are logged in on it')
    await connector.terminate('shared-1/living-room', unhurried())
    expect([...double.world.live].filter(({ id }) => id.startsWith('shared'))).toEqual([])
    expect(double.world.live.size).toBe(6)
  })

  it('marks apps that nobody is logged in on', async () => {
    const { double, connector } = await connected(jellyfin, { sessions: 1 })
    double.world.add('nobody', { person: personOf('', '0'.repeat(32)) })
    const { sessions } = await connector.read(unhurried())
    expect(sessions.map(({ user, account }) => [user, account])).toEqual([
      ['alice', null],
      [null, 'anonymous'],
    ])
  })

  it('ends one after the other before version 12', async () => {
    const { connector } = await connected(jellyfin, {}, { inputs: { version: '10' } })
    expect(connector.batch).toBeNull()
  })
})
