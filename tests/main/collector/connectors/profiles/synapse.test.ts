import { describe, expect, it } from 'vitest'
import { synapse } from '../../../../doubles/synapse.ts'
import { personOf } from '../../../../doubles/world.ts'
import { connected, endsMany, listsAndEnds, unhurried } from './suite.ts'

describe('Matrix Synapse', () => {
  listsAndEnds(synapse, { pages: { people: 210, sessions: 230 }, parent: ({ id }) => ({ key: id, called: id }), parentsGo: true })
  endsMany(synapse)

  it('knows its own device, and not a device of another user that took its name', async () => {
    const { double, connector } = await connected(synapse)
    const admin = personOf('admin', '@admin:example.test')
    double.world.people.push(admin)
    double.world.add('OWN', { person: admin })
    double.world.add('OWN')
    const read = await connector.read(unhurried())
    expect(read.sessions.filter(({ own }) => own === true).map(({ user }) => user)).toEqual(['@admin:example.test'])
  })
})
