import { describe, expect, it } from 'vitest'
import { zitadel } from '../../../../doubles/zitadel.ts'
import { connected, listsAndEnds, unhurried } from './suite.ts'

describe('Zitadel', () => {
  listsAndEnds(zitadel, { pages: { sessions: 1200 } })

  it('takes an answer without sessions for an empty list', async () => {
    const { connector } = await connected(zitadel, { sessions: 0 })
    expect(await connector.read(unhurried())).toMatchObject({ complete: true, sessions: [] })
  })
})
