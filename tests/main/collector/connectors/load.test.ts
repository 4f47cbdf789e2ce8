import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkProfile, parseProfile } from '../../../../src/main/collector/connectors/load.ts'
import { builtInProfiles, catalogue } from '../../../../src/main/collector/connectors/registry.ts'
import { RollcallError } from '../../../../src/shared/errors.ts'
import { PROFILE_FILE } from '../../../../src/shared/profile-file.ts'
import { catalogueEntrySchema } from '../../../../src/shared/server.ts'

const FOLDER = join(import.meta.dirname, '../../../../src/main/collector/connectors/profiles')

type Json = Record<string, unknown>

/** A small good profile, changed. */
function profile(change: Json = {}): Json {
  return {
    version: 1,
    kind: 'api',
    id: 'ticket-desk',
    name: 'Ticket Desk',
    about: 'A ticket desk.',
    auth: { kind: 'none' },
    inputs: [{ name: 'realm', label: 'Realm' }],
    lists: [{ request: { path: '/api/sessions', query: { from: '{offset}' } }, paging: { kind: 'offset', pageSize: 50 } }],
    fields: { sessionId: 'id', user: 'user.name', createdAt: 'created' },
    identity: { with: { tenant: 'tenant' } },
    times: { createdAt: 'epoch-seconds' },
    terminate: { one: { request: { method: 'DELETE', path: '/api/sessions/{id}' } } },
    facts: { address: 'unknown', activity: 'a', coverage: 'b', terminateMeans: 'c', known: 'd', supply: 'e' },
    ...change,
  }
}

function list(change: Json): Json {
  return profile({ lists: [{ request: { path: '/s' }, ...change }] })
}

function terminate(one: Json, more: Json = {}): Json {
  return profile({ terminate: { one: { request: { method: 'DELETE', path: '/s/{id}', ...one } }, ...more } })
}

function login(change: Json, more: Json = {}): Json {
  const one = { id: 'in', name: 'In', request: { method: 'POST', path: '/in', form: { p: '{secret}' } }, token: { body: 't' }, ...change }
  return profile({ logins: [one], ...more })
}

/** What a profile is refused for, by place. */
function reasonsOf(json: unknown): Record<string, string> {
  const checked = checkProfile(JSON.stringify(json))
  return 'profile' in checked ? {} : Object.fromEntries(checked.reasons.map(({ path, reason }) => [path, reason]))
}

describe('a good profile', () => {
  it('is taken', () => {
    expect(reasonsOf(profile())).toEqual({})
    expect(reasonsOf(login({ logout: { method: 'POST', path: '/out', form: { t: '{token}', r: '{signIn.refresh}' } } }))).toEqual({})
  })

  it.each(readdirSync(FOLDER))('%s is built in, and the id is the name of its file', (file) => {
    const text = readFileSync(join(FOLDER, file), 'utf8')
    expect(`${parseProfile(text, file).id}.json`).toBe(file)
    expect(builtInProfiles().some((one) => `${one.profile.id}.json` === file)).toBe(true)
  })

  it('is offered with what the server dialog needs, each under an id of its own', () => {
    const entries = catalogue()
    for (const entry of entries) expect(catalogueEntrySchema.parse(entry)).toEqual(entry)
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length)
    expect(entries.find(({ id }) => id === 'okta')?.capabilities).toMatchObject({ list: false, terminateOne: false, terminateUser: true })
    expect(entries.find(({ id }) => id === 'tomcat')).toMatchObject({ kind: 'code', origin: 'built-in' })
    expect(entries.find(({ id }) => id === 'admin-sessions')?.defaults).toMatchObject({ listPath: '/api/admin/sessions', pageSize: 200 })
  })
})

describe('a bad profile is refused with the place and the reason', () => {
  it.each<[string, unknown, string, RegExp]>([
    ['an unknown key', profile({ colour: 'red' }), 'colour', /nothing is called so/],
    ['an unknown key inside', list({ request: { path: '/s', verb: 'GET' } }), 'lists[0].request.verb', /nothing is called so/],
    ['an unknown kind', profile({ kind: 'soap' }), 'kind', /./],
    ['a path that is none', profile({ fields: { sessionId: 'a..b' } }), 'fields.sessionId', /path such as user\.name/],
    ['an address of another server', list({ request: { path: 'https://evil.example/s' } }), 'lists[0].request.path', /a path such as/],
    ['a host without a scheme', list({ request: { path: '//evil.example/s' } }), 'lists[0].request.path', /a path such as/],
    ['a dot segment', terminate({ path: '/s/../{id}' }), 'terminate.one.request.path', /a path such as/],
    ['a query in a path', list({ request: { path: '/s?all=1' } }), 'lists[0].request.path', /a path such as/],
    [
      'a path that a value could be anything of',
      list({ request: { path: '{input.realm}/s' } }),
      'lists[0].request.path',
      /\{input\.realm\|path\}/,
    ],
    ['a method that is not asked with', list({ request: { path: '/s', method: 'DELETE' } }), 'lists[0].request.method', /./],
    ['a method that ends nothing', terminate({ method: 'TRACE' }), 'terminate.one.request.method', /./],
    ['a header that belongs to HTTP', terminate({ headers: { Host: 'evil' } }), 'terminate.one.request.headers.Host', /header name/],
    [
      'an unknown input',
      list({ request: { path: '/{input.tenant}/s' } }),
      'lists[0].request.path',
      /names an input that the profile does not have/,
    ],
    ['a placeholder without a value there', list({ request: { path: '/s/{id}' } }), 'lists[0].request.path', /“\{id\}” has no value here/],
    [
      'an offset of a list without pages',
      list({ request: { path: '/s', query: { o: '{offset}' } } }),
      'lists[0].request.query.o',
      /no value here/,
    ],
    [
      'pages that are all the first',
      list({ paging: { kind: 'cursor', next: 'n', pageSize: 9 } }),
      'lists[0].request',
      /never sends \{cursor\}/,
    ],
    [
      'a part that the id has not',
      terminate({ path: '/s/{id}/{id.realm}' }),
      'terminate.one.request.path',
      /“\{id\.realm\}” has no value here/,
    ],
    ['the secret outside a login', profile({ headers: { 'X-Key': '{secret}' } }), 'headers.X-Key', /“\{secret\}” has no value here/],
    [
      'the secret in the list',
      list({ request: { path: '/s', query: { key: '{secret}' } } }),
      'lists[0].request.query.key',
      /no value here/,
    ],
    ['an ending without an id', terminate({ path: '/s' }), 'terminate.one.request', /nothing in the request names the session/],
    [
      'a logout of everybody',
      profile({ terminate: { user: { request: { method: 'DELETE', path: '/s' } } } }),
      'terminate.user.request',
      /nothing in the request names the user/,
    ],
    [
      'a bulk without ids',
      terminate({}, { many: { atMost: 9, request: { method: 'POST', path: '/s', json: { all: true } } } }),
      'terminate.many.request',
      /nothing in the request names the sessions/,
    ],
    [
      'a bulk by a part that may differ',
      terminate({}, { many: { atMost: 9, request: { method: 'POST', path: '/s/{id.tenant}', json: '{ids}' } } }),
      'terminate.many.request.path',
      /“\{id\.tenant\}” has no value here/,
    ],
    ['a login that is not there', profile({ auth: { kind: 'login', login: 'sso', username: 'a' } }), 'auth.login', /no login “sso”/],
    ['a login without the secret', login({ request: { method: 'POST', path: '/in' } }), 'logins[0].request', /never sends \{secret\}/],
    ['a token put nowhere', login({ put: { header: 'X', template: 'x' } }), 'logins[0].put.template', /must hold \{token\}/],
    [
      'a claim without a token',
      profile({ own: { kind: 'token-claim', claims: ['sid'], matches: 'id' } }),
      'own',
      /no login of the profile gives a token/,
    ],
    [
      'a companion that is not there',
      profile({ fields: { sessionId: '$client.id' } }),
      'fields.sessionId',
      /“\$client” does not stand beside/,
    ],
    [
      'a template over such',
      profile({ fields: { sessionId: 'id', user: { template: '{$users.name}' } } }),
      'fields.user.template',
      /“\$users”/,
    ],
    ['a name that means something else', list({ each: { as: 'token', input: 'realm' } }), 'lists[0].each.as', /means something else/],
    ['a pattern that RE2 refuses', profile({ fields: { sessionId: 'id', user: { path: 'u', match: '(a)\\1' } } }), 'fields.user', /RE2/],
    ['a pattern that looks around', profile({ fields: { sessionId: 'id', user: { path: 'u', match: '(?=a)' } } }), 'fields.user', /RE2/],
    ['a time that no field has', profile({ times: { createdAt: 'iso', expiresAt: 'iso' } }), 'times.expiresAt', /no field expiresAt/],
    [
      'a zone that is none',
      profile({ times: { createdAt: { kind: 'local', zone: 'Mars/Olympus' } } }),
      'times.createdAt.zone',
      /no time zone that is known/,
    ],
    ['no id at all', profile({ fields: { user: 'u' }, times: {} }), 'fields', /nothing gives the id/],
    [
      'a field that shows a secret',
      profile({ fields: { sessionId: 'id', user: 'token' }, secretFields: ['token'], times: {} }),
      'fields.user',
      /secret/,
    ],
    [
      'something to fill in for no list',
      profile({ lists: [], fields: {}, times: {}, terminate: {}, fillIn: ['listPath'] }),
      'fillIn[0]',
      /no list/,
    ],
    ['nothing that could be done', profile({ lists: [], fields: {}, times: {}, terminate: {} }), 'lists', /no way to log out a user/],
    ['a choice without choices', profile({ inputs: [{ name: 'a', label: 'A', kind: 'choice' }] }), 'inputs[0]', /needs choices/],
    [
      'a condition on a choice that is none',
      profile({
        inputs: [{ name: 'v', label: 'V', kind: 'choice', choices: [{ value: '1', label: 'One' }] }],
        lists: [{ request: { path: '/s' }, when: { input: 'v', is: ['2'] } }],
      }),
      'lists[0].when.is[0]',
      /none of the choices/,
    ],
  ])('%s', (_, json, path, reason) => {
    expect(reasonsOf(json)).toHaveProperty([path])
    expect(reasonsOf(json)[path]).toMatch(reason)
  })

  it('with all reasons at once, in one error that names the file', () => {
    const bad = terminate({ path: '/s' }, { many: { atMost: 9, same: ['realm'], request: { method: 'POST', path: '/s', json: '{ids}' } } })
    const text = JSON.stringify({ ...bad, headers: { A: '{input.x}' } })
    let thrown: unknown
    try {
      parseProfile(text, 'desk.json')
    } catch (error) {
      thrown = error
    }
    const { problem } = thrown as RollcallError
    expect(thrown).toBeInstanceOf(RollcallError)
    expect(problem).toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(/^desk\.json can’t be used at headers\.A: .* There are 2 more\.$/),
    })
    expect(problem.reasons?.map(({ path }) => path)).toEqual(['headers.A', 'terminate.one.request', 'terminate.many.same[0]'])
  })

  it('when it is no JSON, too long or nested too deeply', () => {
    expect(reasonsOfText('{ "version": 1,')).toMatch(/no JSON/)
    expect(reasonsOfText(' '.repeat(PROFILE_FILE.longest + 1))).toMatch(/longer than/)
    expect(reasonsOfText(`${'['.repeat(5000)}${']'.repeat(5000)}`)).toMatch(/nested too deeply/)
  })
})

describe('a bad page profile is refused', () => {
  const page = JSON.parse(readFileSync(join(FOLDER, 'elsevier-pure.json'), 'utf8')) as Json

  it.each<[string, Json, string, RegExp]>([
    ['for a column that the table has not', { fields: { user: 'name' } }, 'fields.user', /no column or value of the table/],
    ['for an id of such a column', { identity: { derived: ['nobody'] } }, 'identity.derived[0]', /no column or value/],
    ['for no id at all', { identity: {} }, 'fields', /nothing gives the id/],
    ['for an unknown input', { page: { path: '{input.other|path}' } }, 'page.path', /names an input that the profile does not have/],
    ['for a login that is not there', { logins: [] }, 'auth.login', /no login/],
  ])('%s', (_, change, path, reason) => {
    expect(reasonsOf({ ...page, ...change })[path]).toMatch(reason)
  })
})

function reasonsOfText(text: string): string {
  const checked = checkProfile(text)
  return 'profile' in checked ? '' : (checked.reasons[0]?.reason ?? '')
}

describe('a request that could end more than it should', () => {
  const reasonsFor = (json: Json): string => {
    const checked = checkProfile(JSON.stringify(json))
    return 'reasons' in checked ? checked.reasons.map(({ path, reason }) => `${path}: ${reason}`).join('\n') : ''
  }
  const many = (request: Json): Json => terminate({}, { many: { request: { method: 'POST', path: '/end', ...request }, atMost: 5 } })

  it.each<readonly [string, Json, RegExp]>([
    ['several ids within a text of the query', many({ query: { filter: 'id in {ids}' } }), /several values/],
    ['several ids within a text of the body', many({ json: { where: 'id in ({ids})' } }), /several values/],
    ['several ids in a header', many({ headers: { 'X-Ids': '{ids}' }, json: '{ids}' }), /several values/],
    ['an id that may lead elsewhere', terminate({ path: '/s/{id|path}' }), /only an input may be a path/],
    [
      'nothing but a part that names the user',
      { ...terminate({ path: '/u/{id.who}' }), identity: { with: { who: 'user.name' } } },
      /share/,
    ],
    [
      'a question about oneself that acts',
      profile({ own: { kind: 'whoami', request: { method: 'DELETE', path: '/me' }, path: 'id', matches: 'id' } }),
      /own\.request\.method/,
    ],
  ])('is refused with %s', (_, json, reason) => {
    expect(reasonsFor(json)).toMatch(reason)
  })

  it.each<readonly [string, Json]>([
    ['all ids as one parameter or one array', many({ query: { id: '{ids}' }, json: { ids: '{ids}', one: [{ $each: 'x-{id}' }] } })],
    ['a part that is the session’s own', { ...terminate({ path: '/d/{id.device}' }), identity: { with: { device: 'device' } } }],
    ['a hidden part', { ...terminate({ path: '/d/{id.key}' }), identity: { hidden: { key: 'key' } } }],
  ])('is taken with %s', (_, json) => {
    expect(reasonsFor(json)).toBe('')
  })
})

describe('what must not be kept or shown', () => {
  it.each<readonly [string, Json]>([
    ['a hashed id in another field', { identity: { hashed: true }, fields: { sessionId: 'id', user: 'id' } }],
    ['a hashed id as a part that is kept', { identity: { hashed: true, with: { raw: 'id' } }, fields: { sessionId: 'id' } }],
    ['a hidden part as one that is kept', { identity: { hidden: { t: 'tok' }, with: { raw: 'tok' } }, fields: { sessionId: 'id' } }],
    ['a secret field as a part that is kept', { secretFields: ['tok'], identity: { with: { raw: 'tok' } }, fields: { sessionId: 'id' } }],
  ])('is refused when the profile is read: %s', (_, change) => {
    const checked = checkProfile(JSON.stringify(profile({ times: {}, ...change })))
    expect('reasons' in checked ? checked.reasons.map(({ reason }) => reason).join() : '').toMatch(/secret of the sessions/)
  })
})
