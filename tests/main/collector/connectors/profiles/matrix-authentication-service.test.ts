import { describe, expect, it } from 'vitest'
import { matrixAuthenticationService } from '../../../../doubles/matrix-authentication-service.ts'
import { connected, listsAndEnds, unhurried } from './suite.ts'

describe('Matrix Authentication Service', () => {
  listsAndEnds(matrixAuthenticationService, { pages: { people: 130, sessions: 1000 } })

  it('ends each kind of session in its own way', async () => {
    const { double, connector } = await connected(matrixAuthenticationService, { sessions: 12 })
    const { sessions } = await connector.read(unhurried())
    for (const { sessionId } of sessions) expect(await connector.terminate(sessionId, unhurried())).toMatchObject({ kind: 'accepted' })
    expect(double.world.live.size).toBe(0)
    const ends = double.world.asked.filter(({ target }) => /\/(?:finish|revoke)$/.test(target))
    expect(ends.filter(({ target }) => target.endsWith('/revoke'))).toHaveLength(3)
    expect(ends).toHaveLength(12)
  })

  it('asks for the users once, though four lists need them', async () => {
    const { double, connector } = await connected(matrixAuthenticationService)
    await connector.read(unhurried())
    expect(double.world.asked.filter(({ target }) => target.includes('/users?'))).toHaveLength(1)
    await connector.read(unhurried())
    expect(double.world.asked.filter(({ target }) => target.includes('/users?'))).toHaveLength(2)
  })

  it('leaves a list alone that an older version does not have', async () => {
    const { double, connector } = await connected(matrixAuthenticationService, { sessions: 12 }, { inputs: { personal: 'no' } })
    expect((await connector.read(unhurried())).sessions).toHaveLength(9)
    expect(double.world.asked.some(({ target }) => target.includes('personal-sessions'))).toBe(false)
  })
})
