import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPageConnector } from '../../src/main/collector/connectors/page/page-connector.ts'
import { pageProfileSchema } from '../../src/shared/profile.ts'
import { serverDraftSchema, serverSchema } from '../../src/shared/server.ts'
import { unhurried } from './connected.ts'
import type { RealServer } from './real-server.ts'
import { startTomcat, tomcatMissing } from './tomcat.ts'

const PROFILE = join(import.meta.dirname, '../main/collector/connectors/tomcat/tomcat-page.json')
const missing = tomcatMissing()

describe.skipIf(missing !== null)(
  `The admin page reader on Tomcat’s HTML manager${missing === null ? '' : ` (skipped: ${missing})`}`,
  () => {
    let real: RealServer
    beforeAll(async () => {
      real = await startTomcat()
    })
    afterAll(async () => {
      await real?.stop()
    })

    test('reads one application’s sessions, ends several and one, and their clients are refused', async () => {
      const profile = pageProfileSchema.parse(JSON.parse(readFileSync(PROFILE, 'utf8')))
      const { user, secret } = real.admin
      const draft = serverDraftSchema.parse({
        name: 'Real',
        url: real.url,
        connector: { profileId: profile.id },
        auth: { kind: 'basic', username: user },
      })
      const connector = createPageConnector(
        serverSchema.parse({ ...draft, id: 'real', paused: false, credential: 'stored' }),
        profile,
        secret,
      )
      const before = Date.now()
      const clients = []
      for (const name of ['alice', 'bob', 'carol']) clients.push(await real.signIn(name))
      const { sessions, complete } = await connector.read(unhurried)
      expect(complete).toBe(true)
      expect(sessions.map((session) => session.user).sort()).toEqual(['alice', 'bob', 'carol'])
      for (const { createdAt, lastActiveAt, expiresAt } of sessions) {
        expect(createdAt).toBeGreaterThanOrEqual(before - 1000)
        expect(lastActiveAt).toBeLessThanOrEqual(Date.now())
        expect(expiresAt).toBeGreaterThan(Date.now())
      }
      const kept = JSON.stringify(sessions.map(({ raw, ...row }) => ({ ...row, other: connector.other(raw) })))
      for (const client of clients) expect(kept).not.toContain(client.secret)

      const idOf = (name: string): string => sessions.find((session) => session.user === name)?.sessionId ?? ''
      expect(await connector.terminateMany([idOf('alice'), idOf('bob')], unhurried)).toMatchObject({ kind: 'accepted' })
      expect(await Promise.all(clients.map((client) => client.isIn()))).toEqual([false, false, true])
      expect(await connector.terminate(idOf('carol'), unhurried)).toMatchObject({ kind: 'accepted' })
      expect(await Promise.all(clients.map((client) => client.isIn()))).toEqual([false, false, false])
      expect(await connector.terminate(idOf('carol'), unhurried)).toEqual({ kind: 'not-found' })
      await connector.close()
    })
  },
)
