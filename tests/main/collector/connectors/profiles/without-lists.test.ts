import { describe, expect, it } from 'vitest'
import { jenkins } from '../../../../doubles/jenkins.ts'
import { okta } from '../../../../doubles/okta.ts'
import { connected, endsUser, unhurried } from './suite.ts'

describe.each([
  ['Okta', okta, 'alice@example.test'],
  ['Jenkins', jenkins, 'alice'],
] as const)('%s, which lists no sessions', (_name, kind, alice) => {
  if (kind === okta) endsUser(kind)

  it('logs out a user by the name that was typed, and nobody else', async () => {
    const { double, connector } = await connected(kind)
    expect(connector.capabilities).toMatchObject({ list: false, terminateOne: false, terminateUser: true, ownSession: 'none' })
    expect(await connector.terminateUser({ userId: null, user: alice }, unhurried())).toMatchObject({ kind: 'accepted' })
    expect(new Set([...double.world.live].map(({ person }) => person.name))).toEqual(new Set(['bob', 'carol']))
  })

  it('says that there is no such user', async () => {
    const { connector } = await connected(kind)
    expect(await connector.terminateUser({ userId: null, user: 'nobody' }, unhurried())).toEqual({ kind: 'not-found' })
  })

  it('tells a wrong credential, a missing right, being asked too often and a broken server apart', async () => {
    const stranger = await connected(kind, {}, { secret: 'wrong' })
    const refused = await stranger.connector.terminateUser({ userId: null, user: alice }, unhurried())
    expect(refused).toMatchObject({ kind: 'refused', problem: { code: 'sign-in-failed' } })
    const { double, connector } = await connected(kind)
    const answerTo = async (status: number): Promise<unknown> => {
      double.world.fail(['end-user'], { status })
      return await connector.terminateUser({ userId: null, user: alice }, unhurried())
    }
    expect(await answerTo(403)).toMatchObject({ kind: 'refused', problem: { code: 'no-right' } })
    expect(await answerTo(429)).toMatchObject({ kind: 'throttled' })
    expect(await answerTo(500)).toMatchObject({ kind: 'failed' })
    expect(double.world.live.size).toBe(6)
  })
})
