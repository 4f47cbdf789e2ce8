import { describe, expect, it } from 'vitest'
import { mattermost } from '../../../../doubles/mattermost.ts'
import { tokenOf } from '../../../../doubles/world.ts'
import { connected, endsUser, listsAndEnds, unhurried } from './suite.ts'

describe('Mattermost', () => {
  listsAndEnds(mattermost, {
    pages: { people: 410, sessions: 430 },
    parent: ({ id, name }) => ({ key: id, called: name }),
    parentsGo: true,
  })
  endsUser(mattermost)

  it('takes an access token as well', async () => {
    const auth = { kind: 'header', name: 'Authorization', template: 'Bearer {secret}' } as const
    const { double, connector } = await connected(mattermost, {}, { auth, secret: 'personal-access-token' })
    double.world.tokens.add('personal-access-token')
    expect(await connector.read(unhurried())).toMatchObject({ complete: true })
  })

  it('leaves own sessions to be told by the user name', async () => {
    const { connector } = await connected(mattermost)
    expect(connector.capabilities.ownSession).toBe('username')
    expect((await connector.read(unhurried())).sessions.every(({ own }) => own === null)).toBe(true)
  })

  it('signs in again once when its session ended', async () => {
    const { double, connector } = await connected(mattermost)
    await connector.read(unhurried())
    double.world.tokens.clear()
    tokenOf(double.world, 'somebody else')
    expect(await connector.read(unhurried())).toMatchObject({ complete: true })
  })
})
