import { afterEach, describe, expect, it } from 'vitest'
import { parseBase } from '../../../../../src/main/collector/connectors/address.ts'
import type { Client } from '../../../../../src/main/collector/connectors/client.ts'
import { type OwnFacts, type OwnTeller, ownTeller } from '../../../../../src/main/collector/connectors/profile/own.ts'
import type { OwnRule } from '../../../../../src/shared/profile/terminate.ts'
import { type PlainAnswer, type PlainServer, startPlainServer } from '../../../../faults/plain-server.ts'
import { unhurried } from '../../../../faults/watched-server.ts'
import { clientOf, errorOf, profileWith } from './client-world.ts'

let server: PlainServer | null = null
let client: Client | null = null
afterEach(async () => {
  await client?.close()
  await server?.close()
})

const LOGIN = {
  auth: { kind: 'login', login: 'user', username: 'root' },
  logins: [{ id: 'user', name: 'x', request: { method: 'POST', path: '/login' }, token: { body: 'token' } }],
}
const session = (facts: Partial<OwnFacts> = {}): OwnFacts => ({ id: 's1', parts: {}, user: 'ann', userId: '7', ...facts })

async function tellerOf(
  rule: OwnRule | undefined,
  answer: PlainAnswer,
  profile: Readonly<Record<string, unknown>> = {},
): Promise<OwnTeller> {
  server = await startPlainServer(() => answer)
  client = clientOf(server.url, profileWith(profile), 'c4nary')
  return await ownTeller({ rule, client, base: parseBase(server.url), scope: { input: { who: 'me' } } })(unhurried())
}

const whoami = (matches: string, path = 'session.id'): OwnRule => ({
  kind: 'whoami',
  request: { method: 'GET', path: '/api/users/{input.who}' },
  path,
  matches,
})

describe('a request about oneself', () => {
  it('tells one’s own by the id, a part of it, the user’s id or the name in any case', async () => {
    const answer = { json: { session: { id: 's1', device: 42 }, user: 'Ann' } }
    const cases = [
      [whoami('id'), session(), session({ id: 's2' })],
      [whoami('id.device', 'session.device'), session({ parts: { device: '42' } }), session({ parts: { device: '43' } })],
      [whoami('userId', 'session.device'), session({ userId: '42' }), session({ userId: '7' })],
      [whoami('user', 'user'), session({ user: ' ANN' }), session({ user: 'bob' })],
    ] as const
    for (const [rule, own, other] of cases) {
      const tell = await tellerOf(rule, answer)
      expect([tell(own), tell(other)]).toEqual([true, false])
      expect(server?.lines()).toEqual(['GET /api/users/me'])
      await client?.close()
      await server?.close()
    }
  })

  it('tells nothing of a session without that fact', async () => {
    const tell = await tellerOf(whoami('userId', 'session.id'), { json: { session: { id: '7' } } })
    expect(tell(session({ userId: null }))).toBeNull()
  })

  it.each<readonly [string, PlainAnswer]>([
    ['nobody', { json: null }],
    ['something else', { json: { session: {} } }],
    ['403', { status: 403 }],
    ['404', { status: 404 }],
    ['a web page', { text: '<html>' }],
  ])('answered with %s leaves it unknown, and the list is read all the same', async (_, answer) => {
    const tell = await tellerOf(whoami('id'), answer)
    expect(tell(session())).toBeNull()
  })

  it('fails the read when the server is in trouble or the sign-in is not accepted', async () => {
    for (const [answer, code] of [
      [{ status: 401 }, 'sign-in-failed'],
      [{ status: 500 }, 'server-error'],
      [{ status: 429 }, 'too-many-requests'],
    ] as const) {
      expect((await errorOf(tellerOf(whoami('id'), answer))).code).toBe(code)
      await client?.close()
      await server?.close()
    }
  })
})

describe('a claim of the token', () => {
  const jwt = (claims: unknown): string => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`
  const RULE: OwnRule = { kind: 'token-claim', claims: ['sid', 'session_state'], matches: 'id' }

  it.each([
    ['the first claim', jwt({ sid: 's1' }), true],
    ['an older name of it', jwt({ session_state: 's1' }), true],
    ['another session', jwt({ sid: 's9' }), false],
    ['no such claim', jwt({ sub: 's1' }), null],
    ['no JSON', 'e30.e30x.c2ln', null],
    ['no token of that kind', 'opaque', null],
  ])('with %s', async (_, token, own) => {
    const tell = await tellerOf(RULE, { json: { token } }, LOGIN)
    expect(tell(session())).toBe(own)
    expect(server?.lines()).toEqual(['POST /login'])
  })
})

it('what needs no question: never one’s own, or not to be told', async () => {
  const why = 'x'
  expect((await tellerOf({ kind: 'none', why }, {}))(session())).toBe(false)
  expect((await tellerOf({ kind: 'unknown', why }, {}))(session())).toBeNull()
  expect((await tellerOf({ kind: 'user' }, {}))(session())).toBeNull()
  expect((await tellerOf(undefined, {}))(session())).toBeNull()
  expect(server?.requests).toEqual([])
})
