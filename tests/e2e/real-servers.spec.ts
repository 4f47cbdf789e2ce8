import { betterAuthMissing, startBetterAuth } from '../real-servers/better-auth.ts'
import { jupyterhubMissing, startJupyterhub } from '../real-servers/jupyterhub.ts'
import { rabbitmqMissing, startRabbitmq } from '../real-servers/rabbitmq.ts'
import type { Credential, RealServer } from '../real-servers/real-server.ts'
import { startTomcat, tomcatMissing } from '../real-servers/tomcat.ts'
import { addSystem, type NewServer } from './add-system.ts'
import { terminateOne } from './ending.ts'
import { expect, rowsWith, searchSessions, serverInStrip, test } from './rollcall.ts'

interface Case {
  readonly system: string
  /** Why it can't be had here, or null. */
  readonly missing: string | null
  start(): Promise<RealServer>
  /** What is typed into the dialog beside address and secret. */
  typed(admin: Credential): Pick<NewServer, 'fields' | 'choices'>
  /** How the user column calls a user. */
  shown(user: string): string
}

const asTyped = (user: string): string => user

const CASES: readonly Case[] = [
  {
    system: 'Apache Tomcat',
    missing: tomcatMissing(),
    start: startTomcat,
    typed: ({ user }) => ({ fields: { 'User name': user ?? '' } }),
    shown: asTyped,
  },
  {
    system: 'RabbitMQ',
    missing: rabbitmqMissing(),
    start: startRabbitmq,
    typed: ({ user }) => ({ fields: { 'User name': user ?? '' } }),
    shown: asTyped,
  },
  {
    system: 'better-auth',
    missing: betterAuthMissing(),
    start: startBetterAuth,
    typed: ({ user }) => ({ fields: { 'E-mail': user ?? '' } }),
    shown: (user) => `${user}@example.test`,
  },
  { system: 'JupyterHub', missing: jupyterhubMissing(), start: startJupyterhub, typed: () => ({}), shown: asTyped },
]

for (const { system, missing, start, typed, shown } of CASES) {
  test(`${system}: added by the dialog, three users listed, one session ended and its client refused`, async ({ profile }) => {
    // biome-ignore lint/suspicious/noSkippedTests: what is not installed here can't be tried, and the report says which
    test.skip(missing !== null, missing ?? '')
    test.setTimeout(180_000)
    const real = await start()
    try {
      const clients = [await real.signIn('alice'), await real.signIn('bob'), await real.signIn('carol')]
      const [goes, ...stay] = clients
      const { page } = await profile.start()
      await addSystem(page, { system, name: 'Real', url: real.url, secret: real.admin.secret, ...typed(real.admin) })
      for (const { user } of clients) {
        await searchSessions(page, shown(user))
        await expect(rowsWith(page, shown(user))).toHaveCount(1, { timeout: 20_000 })
      }
      for (const client of clients) expect(await client.isIn()).toBe(true)
      await searchSessions(page, shown('alice'))
      await terminateOne(page, shown('alice'), 'Real')
      expect(await goes?.isIn()).toBe(false)
      for (const client of stay) expect(await client.isIn()).toBe(true)
      await searchSessions(page, '')
      await expect(serverInStrip(page, 'Real')).toContainText('live')
      await expect(rowsWith(page, shown('bob'))).toHaveCount(1)
      await Promise.all(clients.map((client) => client.close()))
    } finally {
      await real.stop()
    }
  })
}
