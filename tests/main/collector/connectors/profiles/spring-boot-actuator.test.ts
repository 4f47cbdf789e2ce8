import { describe, expect, it } from 'vitest'
import { springBootActuator } from '../../../../doubles/spring-boot-actuator.ts'
import { connected, listsAndEnds, unhurried } from './suite.ts'

describe('Spring Boot’s sessions endpoint', () => {
  listsAndEnds(springBootActuator, { parent: ({ name }) => ({ key: name, called: name }) })

  it('lists the named users only', async () => {
    const { connector } = await connected(springBootActuator, {}, { inputs: { users: 'alice, carol' } })
    const { sessions } = await connector.read(unhurried())
    expect(new Set(sessions.map(({ user }) => user))).toEqual(new Set(['alice', 'carol']))
  })

  it('leaves own sessions to be told by the user name', async () => {
    const { connector } = await connected(springBootActuator)
    expect(connector.capabilities.ownSession).toBe('username')
  })

  it('shows and keeps no id, for that is what the browser’s cookie holds', async () => {
    const { double, connector } = await connected(springBootActuator)
    const read = await connector.read(unhurried())
    const shown = JSON.stringify(read.sessions.map(({ raw, ...session }) => [session, connector.other(raw)]))
    for (const { id } of double.world.live) expect(shown).not.toContain(id)
  })

  it('takes success for a session that was gone by then', async () => {
    const { double, connector } = await connected(springBootActuator)
    await connector.read(unhurried())
    const [first] = [...double.world.live]
    double.world.end((session) => session === first)
    if (first === undefined) throw new Error('the double has sessions')
    expect(await connector.terminate(springBootActuator.kept(first), unhurried())).toMatchObject({ kind: 'accepted' })
  })
})
