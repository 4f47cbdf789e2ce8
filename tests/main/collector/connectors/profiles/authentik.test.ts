import { describe, expect, it } from 'vitest'
import { authentik } from '../../../../doubles/authentik.ts'
import { codeOf, connected, endsUser, listsAndEnds, unhurried } from './suite.ts'

describe('authentik', () => {
  listsAndEnds(authentik, { pages: { people: 130, sessions: 300 } })
  endsUser(authentik)

  it('offers no log-out of a user where the server is older', async () => {
    const { connector } = await connected(authentik, {}, { inputs: { version: 'older' } })
    expect(connector.capabilities.terminateUser).toBe(false)
    expect(await codeOf(connector.terminateUser({ userId: '5', user: 'alice' }, unhurried()))).toBe('not-allowed')
  })

  it('shows no sessions without their users when the users can’t be read', async () => {
    const { double, connector } = await connected(authentik)
    double.world.fail(['join'], { status: 500 })
    expect(await codeOf(connector.read(unhurried()))).toBe('server-error')
  })
})
