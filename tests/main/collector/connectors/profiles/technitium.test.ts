import { describe, expect, it } from 'vitest'
import { TECHNITIUM_OWN, technitium } from '../../../../doubles/technitium.ts'
import { connected, listsAndEnds, unhurried } from './suite.ts'

describe('Technitium DNS Server', () => {
  listsAndEnds(technitium)

  it('knows its own session by the row', async () => {
    const { double, connector } = await connected(technitium)
    double.world.add(TECHNITIUM_OWN, { kind: 'Standard' })
    const { sessions } = await connector.read(unhurried())
    expect(sessions.filter(({ own }) => own === true).map(({ sessionId }) => sessionId)).toEqual([TECHNITIUM_OWN])
    expect(connector.capabilities.ownSession).toBe('flag')
  })

  it('signs in again once when its session ended', async () => {
    const { double, connector } = await connected(technitium)
    await connector.read(unhurried())
    double.world.tokens.clear()
    expect(await connector.read(unhurried())).toMatchObject({ complete: true })
  })

  it('sends the password in no address', async () => {
    const { double, connector } = await connected(technitium)
    await connector.read(unhurried())
    expect(double.world.asked.some(({ target }) => target.includes(technitium.secret))).toBe(false)
  })
})
