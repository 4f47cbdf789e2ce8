import { describe, expect, it } from 'vitest'
import { KEYCLOAK_OWN, keycloak } from '../../../../doubles/keycloak.ts'
import { uuidOf } from '../../../../doubles/world.ts'
import { connected, endsUser, listsAndEnds, rowsOf, unhurried } from './suite.ts'

describe('Keycloak', () => {
  listsAndEnds(keycloak, { pages: { sessions: 450 } })
  // Logging out is for online sessions only; that is what the facts say.
  endsUser(keycloak, (session) => session.kind === 'offline')

  it('shows a session once that several applications use, and one that is online and offline twice', async () => {
    const { double, connector } = await connected(keycloak, { sessions: 0 })
    const online = double.world.add('one', { kind: 'online' })
    const offline = double.world.add('one', { kind: 'offline' })
    const read = await connector.read(unhurried())
    expect(read.sessions.map(({ sessionId }) => sessionId).sort()).toEqual(['one/false', 'one/true'])
    expect(rowsOf(double, read).map((row) => row?.project)).toEqual(['account-console, shop', 'account-console, shop'])
    await connector.terminate('one/true', unhurried())
    expect([...double.world.live]).toEqual([online])
    expect(double.world.live.has(offline)).toBe(false)
  })

  it('reads on when an application is gone between the two lists', async () => {
    const { double, connector } = await connected(keycloak)
    double.world.broken.set(uuidOf('wiki'), 404)
    expect(await connector.read(unhurried())).toMatchObject({ complete: true, incomplete: null })
  })

  it('asks only for applications that have sessions', async () => {
    const { double, connector } = await connected(keycloak, { sessions: 0 })
    double.world.add('one', { kind: 'online' })
    await connector.read(unhurried())
    const asked = double.world.asked.flatMap(({ segments }) => (segments?.[3] === 'clients' ? [segments.slice(4).join('/')] : []))
    expect(new Set(asked)).toEqual(new Set([`${uuidOf('account-console')}/user-sessions`, `${uuidOf('shop')}/user-sessions`]))
  })

  it('stays in one session of its own when its token expires, and opens another only when that one is ended', async () => {
    const { double, connector } = await connected(keycloak)
    double.world.tokenSeconds = 0.2
    const grants = (): readonly (string | null)[] => double.world.asked.flatMap(({ form }) => form.getAll('grant_type'))
    await connector.read(unhurried())
    await new Promise((resolve) => setTimeout(resolve, 250))
    double.world.tokenSeconds = 60
    await connector.read(unhurried())
    expect(grants()).toEqual(['password', 'refresh_token'])
    double.world.tokens.clear()
    expect(await connector.read(unhurried())).toMatchObject({ complete: true })
    expect(grants()).toEqual(['password', 'refresh_token', 'refresh_token', 'password'])
  })

  it('knows its own session by the token, and has none with a service account', async () => {
    const { double, connector } = await connected(keycloak)
    double.world.add(KEYCLOAK_OWN, { kind: 'online' })
    const read = await connector.read(unhurried())
    expect(read.sessions.filter(({ own }) => own === true).map(({ sessionId }) => sessionId)).toEqual([`${KEYCLOAK_OWN}/false`])
    const service = await connected(keycloak, {}, { auth: { kind: 'login', login: 'client-credentials', username: 'robot' } })
    const other = await service.connector.read(unhurried())
    expect(other.complete).toBe(true)
    expect(other.sessions.some(({ own }) => own === true)).toBe(false)
  })
})
