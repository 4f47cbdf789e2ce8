import type { DoubleKind } from './double.ts'
import { personOf, secretOf } from './world.ts'

const TOKEN = secretOf('okta')

/** Okta's API as far as it goes: no list, and all sessions of one user by id or login; this one wants to be asked for tokens too. */
export const okta: DoubleKind = {
  profileId: 'okta',
  settings: { auth: { kind: 'header', name: 'Authorization', template: 'SSWS {secret}' }, inputs: { oauthTokens: 'true' } },
  secret: TOKEN,
  person: (name) => personOf(name, `00u${name}`),
  sessionId: (index) => `102${index}`,
  kept: (session) => session.id,
  expected: () => ({}),
  gone: 'not-found',
  stranger: (asked) =>
    asked.header('authorization') === `SSWS ${TOKEN}`
      ? null
      : { status: 401, json: { errorCode: 'E0000011', errorSummary: 'Invalid token provided' } },
  says: (status) => ({
    status,
    json: { errorCode: 'E0000006', errorSummary: 'You do not have permission to perform the requested action' },
  }),
  routes: (world) => [
    {
      on: 'DELETE /api/v1/users/:user/sessions',
      purpose: 'end-user',
      answer: ({ params, query }) => {
        if (query.get('oauthTokens') !== 'true') return { status: 400, json: { errorCode: 'E0000001' } }
        const person = world.people.find(({ id, email }) => id === params.user || email === params.user)
        if (person === undefined) return { status: 404, json: { errorCode: 'E0000007', errorSummary: 'Not found: Resource not found' } }
        world.end((session) => session.person === person)
        return { status: 204 }
      },
    },
  ],
}
