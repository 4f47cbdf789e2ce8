import { describe, expect, it } from 'vitest'
import { betterAuth } from '../../../../doubles/better-auth.ts'
import { codeOf, connected, endsUser, listsAndEnds, unhurried } from './suite.ts'

describe('better-auth', () => {
  listsAndEnds(betterAuth, { pages: { people: 210, sessions: 230 }, parent: ({ id, email }) => ({ key: id, called: email }) })
  endsUser(betterAuth)

  it('signs in by cookie too, with the origin that such a server insists on', async () => {
    const auth = { kind: 'login', login: 'cookie', username: 'root@example.test' } as const
    const { double, connector } = await connected(betterAuth, {}, { auth })
    expect(await connector.read(unhurried())).toMatchObject({ complete: true })
    const [first] = [...double.world.live]
    expect(await connector.terminate(first?.id ?? '', unhurried())).toMatchObject({ kind: 'accepted' })
    expect(double.world.live.size).toBe(5)
    await connector.close()
    expect(double.world.tokens.size).toBe(0)
  })

  it('ends by a token of the last read, and sends nothing without one', async () => {
    const { double, connector } = await connected(betterAuth)
    const [first] = [...double.world.live]
    expect(await connector.terminate(first?.id ?? '', unhurried())).toMatchObject({ kind: 'failed' })
    await connector.read(unhurried())
    expect(await connector.terminate(first?.id ?? '', unhurried())).toMatchObject({ kind: 'accepted' })
    expect(double.world.live.size).toBe(5)
    expect(await connector.terminate('never-there', unhurried())).toEqual({ kind: 'not-found' })
  })

  it('takes success for a session that was gone by then', async () => {
    const { double, connector } = await connected(betterAuth)
    await connector.read(unhurried())
    const [first] = [...double.world.live]
    double.world.end((session) => session === first)
    expect(await connector.terminate(first?.id ?? '', unhurried())).toMatchObject({ kind: 'accepted' })
  })

  it('knows its own session by asking', async () => {
    const { double, connector } = await connected(betterAuth)
    double.world.add('own-session')
    const read = await connector.read(unhurried())
    expect(read.sessions.filter(({ own }) => own === true).map(({ sessionId }) => sessionId)).toEqual(['own-session'])
  })

  it('does not take a list of no users for a server without sessions', async () => {
    const { double, connector } = await connected(betterAuth)
    double.world.people.splice(0)
    expect(await codeOf(connector.read(unhurried()))).not.toBe('no problem')
  })
})
