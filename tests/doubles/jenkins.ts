import type { DoubleKind } from './double.ts'
import { personOf, secretOf } from './world.ts'

const TOKEN = secretOf('jenkins')

/** Jenkins as far as it goes: no list, and a new session seed for one user. */
export const jenkins: DoubleKind = {
  profileId: 'jenkins',
  basePath: '/jenkins',
  settings: { auth: { kind: 'basic', username: 'admin' } },
  secret: TOKEN,
  person: (name) => personOf(name, name),
  sessionId: (index) => `node0${index}`,
  kept: (session) => session.id,
  expected: () => ({}),
  gone: 'not-found',
  stranger: (asked) =>
    asked.header('authorization') === `Basic ${Buffer.from(`admin:${TOKEN}`).toString('base64')}`
      ? null
      : { status: 401, text: 'Invalid password/token for user: admin' },
  says: (status) => ({ status, text: 'admin is missing the Overall/Administer permission' }),
  routes: (world) => [
    {
      on: 'POST /user/:user/descriptorByName/jenkins.security.seed.UserSeedProperty/renewSessionSeed/',
      purpose: 'end-user',
      answer: ({ params }) => {
        if (!world.people.some(({ name }) => name === params.user)) return { status: 404, text: 'Not Found' }
        world.end(({ person }) => person.name === params.user)
        return { status: 200 }
      },
    },
  ],
}
