import { describe, expect, it } from 'vitest'
import { oryKratos } from '../../../../doubles/ory-kratos.ts'
import { connected, endsMany, endsUser, listsAndEnds } from './suite.ts'

describe('Ory Kratos', () => {
  listsAndEnds(oryKratos, { pages: { sessions: 600 } })
  endsMany(oryKratos)
  endsUser(oryKratos)

  it('ends one after the other where the server can’t do more', async () => {
    const { connector } = await connected(oryKratos, {}, { inputs: { bulk: 'no' } })
    expect(connector.batch).toBeNull()
  })
})
