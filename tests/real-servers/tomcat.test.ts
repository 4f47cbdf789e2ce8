import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connected, readUntil, unhurried } from './connected.ts'
import { promises, type RealKind } from './promises.ts'
import { type RealTomcat, startTomcat, tomcatMissing } from './tomcat.ts'

const usual: Omit<RealKind, 'name' | 'start' | 'own'> = {
  missing: tomcatMissing(),
  profileId: 'tomcat',
  auth: ({ user }) => ({ kind: 'basic', username: user ?? '' }),
  shown: (user) => user,
  // Tomcat keeps neither the address nor the program of a session.
  given: () => ({ project: '/examples' }),
  times: ['createdAt', 'lastActiveAt', 'expiresAt'],
  // Known from the list: Tomcat itself says the same of a session that is gone as of one that was there.
  gone: 'not-found',
  pages: false,
  views: false,
  together: true,
  endsUsers: false,
}

promises({ ...usual, name: 'Tomcat by its JMX proxy and its pages', start: startTomcat, own: ['admin'] })
promises({ ...usual, name: 'Tomcat by its pages alone', start: asGui, own: ['gui'] })

async function asGui(): Promise<RealTomcat> {
  const tomcat = await startTomcat()
  return { ...tomcat, admin: tomcat.gui }
}

describe.skipIf(usual.missing !== null)('Tomcat by its JMX proxy alone', () => {
  let real: RealTomcat

  beforeAll(async () => {
    real = await startTomcat()
  })
  afterAll(async () => await real?.stop())

  test('lists sessions without users, by ids that open nothing, and ends one of them and only that one', async () => {
    const connector = connected(real, usual, real.jmx)
    const before = Date.now()
    const clients = [await real.signIn('alice'), await real.signIn('bob'), await real.signIn('carol')]
    const { sessions, complete } = await readUntil(connector, (rows) => rows.filter(({ project }) => project === '/examples').length === 3)
    expect(complete).toBe(true)
    for (const { user, createdAt, lastActiveAt } of sessions) {
      expect({ user, since: (createdAt ?? 0) >= before, used: (lastActiveAt ?? 0) >= (createdAt ?? 0) }).toEqual({
        user: null,
        since: true,
        used: true,
      })
    }
    const kept = JSON.stringify(sessions)
    for (const { secret } of clients) expect(kept).not.toContain(secret)
    const [, chosen] = sessions
    expect(await connector.terminate(chosen?.sessionId ?? '', unhurried)).toMatchObject({ kind: 'accepted' })
    const { sessions: left } = await connector.read(unhurried)
    expect(sessions.filter(({ sessionId }) => !left.some((row) => row.sessionId === sessionId))).toEqual([chosen])
    const answers = await Promise.all(clients.map((client) => client.isIn()))
    expect(answers.filter((isIn) => isIn)).toHaveLength(2)
    await connector.close()
  })
})
