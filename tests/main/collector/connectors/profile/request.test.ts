import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseBase } from '../../../../../src/main/collector/connectors/address.ts'
import { compileRequest, renderText, type Scope, serverScope } from '../../../../../src/main/collector/connectors/profile/request.ts'
import { RollcallError } from '../../../../../src/shared/errors.ts'
import { inputSchema } from '../../../../../src/shared/profile/input.ts'
import type { ProfileRequest } from '../../../../../src/shared/profile/request.ts'
import { actRequestSchema } from '../../../../../src/shared/profile/request.ts'
import { watchedServer } from '../../../../faults/watched-server.ts'

const BASE = parseBase('https://keep.example.com/base')

function rendered(request: Partial<ProfileRequest> & { readonly path: string }, scope: Scope = {}) {
  const whole = actRequestSchema.parse({ method: 'POST', ...request })
  return compileRequest(whole, BASE, () => 'doing something')(scope)
}

function codeOf(work: () => unknown): string {
  try {
    work()
    return 'ok'
  } catch (error) {
    if (error instanceof RollcallError) return error.code
    throw error
  }
}

describe('a path', () => {
  it('keeps each value a part of its segment', () => {
    const targetOf = (path: string, scope: Scope): string => rendered({ path }, scope).target
    expect(targetOf('/users/{id.user}/sessions/{id}', { id: 'a/b?c#d', 'id.user': '@ann:keep' })).toBe(
      '/base/users/%40ann%3Akeep/sessions/a%2Fb%3Fc%23d',
    )
    expect(targetOf('/connections/{id}', { id: '10.0.0.1:5 -> 10.0.0.2:6' })).toBe('/base/connections/10.0.0.1%3A5%20-%3E%2010.0.0.2%3A6')
    expect(targetOf('/s/{id}/', { id: 7 })).toBe('/base/s/7/')
    expect(targetOf('/files/{input.folder|path}/end', { input: { folder: 'a b/c' } })).toBe('/base/files/a%20b/c/end')
    expect(targetOf('/v{input.version}/{x.name}', { input: { version: '2' }, x: { name: 'ü' } })).toBe('/base/v2/%C3%BC')
    expect(targetOf('/', {})).toBe('/base/')
  })

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['an empty text', ''],
    ['one dot', '.'],
    ['two dots', '..'],
    ['an object', {}],
    ['half a character', '\ud800'],
    ['not a number', Number.NaN],
  ])('is refused with %s in it', (_, id) => {
    expect(codeOf(() => rendered({ path: '/sessions/{id}' }, { id }))).toBe('not-allowed')
  })

  it('is refused when what stands beside a value makes it lead up', () => {
    expect(codeOf(() => rendered({ path: '/sessions/.{id}' }, { id: '.' }))).toBe('not-allowed')
    expect(codeOf(() => rendered({ path: '/a/{input.x|path}' }, { input: { x: 'b/../../c' } }))).toBe('not-allowed')
    expect(codeOf(() => rendered({ path: '/a/{input.x|path}' }, { input: { x: '/b' } }))).toBe('not-allowed')
    expect(codeOf(() => rendered({ path: '/a/{input.x|path}' }, { input: { x: 'b/' } }))).toBe('not-allowed')
  })

  it('takes only numbers where it says so', () => {
    expect(rendered({ path: '/tokens/{id|number}' }, { id: '42' }).target).toBe('/base/tokens/42')
    for (const id of ['4 2', '0x10', '1e3', '', '9007199254740993', 'NaN'])
      expect(codeOf(() => rendered({ path: '/tokens/{id|number}' }, { id }))).toBe('not-allowed')
  })

  it('leads to exactly its own segments, whatever the values are', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom('.', '..', '%2e%2e', '//', '\\', '?', '#', '{id}'))
    fc.assert(
      fc.property(text, text, (id, user) => {
        let target: string
        try {
          target = rendered({ path: '/users/{user}/sessions/{id}/end' }, { id, user }).target
        } catch (error) {
          return error instanceof RollcallError && error.code === 'not-allowed'
        }
        const { pathname, search, hash } = new URL(`https://keep.example.com${target}`)
        const segments = pathname.split('/')
        return (
          search === '' &&
          hash === '' &&
          segments.length === 7 &&
          decodeURIComponent(segments[3] ?? '') === user &&
          decodeURIComponent(segments[5] ?? '') === id
        )
      }),
      { numRuns: 20_000 },
    )
  })
})

describe('a query and a form', () => {
  it('are encoded, repeat what is several, and leave out what has no value', () => {
    const parameters = { a: 'x {id}', b: '{ids}', c: ['1', '{input.two}', '{gone}'], 'page[size]': '{limit}', d: '{cursor}' }
    const scope = { id: 'é&=', ids: ['p/q', 'r s'], input: { two: '2' }, limit: 50, cursor: null }
    const expected = 'a=x%20%C3%A9%26%3D&b=p%2Fq&b=r%20s&c=1&c=2&page%5Bsize%5D=50'
    expect(rendered({ path: '/s', query: parameters }, scope).target).toBe(`/base/s?${expected}`)
    expect(rendered({ path: '/s', form: parameters }, scope).body).toEqual({
      contentType: 'application/x-www-form-urlencoded',
      text: expected,
    })
    expect(rendered({ path: '/s', query: { d: '{cursor}' } }, scope).target).toBe('/base/s')
  })
})

describe('a JSON body', () => {
  const bodyOf = (json: ProfileRequest['json'], scope: Scope = {}): unknown =>
    JSON.parse(rendered({ path: '/s', ...(json === undefined ? {} : { json }) }, scope).body?.text ?? '')

  it('takes texts as they are, numbers where it says so, and ids as an array', () => {
    const scope = { id: '"quoted"\n', 'id.token': '77', ids: ['a', 'b'], 'ids.token': ['1', '2'], offset: 20, user: 'ann' }
    expect(
      bodyOf(
        {
          id: '{id}',
          words: 'end {user}',
          token: '{id.token|number}',
          text: '{id.token}',
          offset: '{offset|number}',
          offsetText: '{offset}',
          ids: '{ids}',
          tokens: '{ids.token|number}',
          keep: [1, true, null, 'x'],
          nothing: '{cursor}',
          deep: { empty: {} },
        },
        scope,
      ),
    ).toEqual({
      id: '"quoted"\n',
      words: 'end ann',
      token: 77,
      text: '77',
      offset: 20,
      offsetText: '20',
      ids: ['a', 'b'],
      tokens: [1, 2],
      keep: [1, true, null, 'x'],
      deep: { empty: {} },
    })
    expect(bodyOf({})).toEqual({})
  })

  it('repeats an element for each id, with its parts', () => {
    const scope = { ids: ['a', 'b'], 'ids.user': ['1', '2'], 'id.realm': 'r' }
    expect(bodyOf([{ $each: { op: 'remove', path: '/{id}', user: '{id.user|number}', realm: '{id.realm}' } }], scope)).toEqual([
      { op: 'remove', path: '/a', user: 1, realm: 'r' },
      { op: 'remove', path: '/b', user: 2, realm: 'r' },
    ])
    expect(bodyOf({ requests: [{ $each: '{ids}' }] }, scope)).toEqual({ requests: ['a', 'b'] })
  })

  it('is never made to say more by the values in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (id) => {
        expect(bodyOf({ session: '{id}', all: false }, { id })).toEqual({ session: id, all: false })
      }),
    )
  })
})

it('headers are written small, left out without a value, and refused when they would break a line', () => {
  const request = { path: '/s', headers: { 'X-Reason': 'ended for {user}', Origin: '{origin}', 'X-None': '{signIn.none}' } }
  expect(rendered(request, { user: 'ann', origin: 'https://keep.example.com' }).headers).toEqual({
    'x-reason': 'ended for ann',
    origin: 'https://keep.example.com',
  })
  expect(codeOf(() => rendered(request, { user: 'ann\r\nX-Evil: 1' }))).toBe('not-allowed')
})

it('renders a text as it is, or nothing when a value is missing', () => {
  expect(renderText('Bearer {token}', { token: 'a b/c' })).toBe('Bearer a b/c')
  expect(renderText('{a} {b}', { a: '1' })).toBeNull()
  expect(renderText('{constructor}', {})).toBeNull()
  expect(renderText('{a.length}{a.0}', { a: 'xyz' })).toBeNull()
})

it('knows a server’s inputs with the profile’s defaults, its origin and its user name', () => {
  const inputs = [
    inputSchema.parse({ name: 'realm', label: 'Realm', default: 'master' }),
    inputSchema.parse({ name: 'zone', label: 'Zone', default: 'UTC' }),
    inputSchema.parse({ name: 'none', label: 'None' }),
  ]
  const server = watchedServer('https://keep.example.com/base', {
    auth: { kind: 'basic', username: 'ann' },
    connector: { profileId: 'x', inputs: { zone: 'Europe/Copenhagen', none: ' ' }, overrides: {} },
  })
  expect(serverScope(server, { inputs }, BASE)).toEqual({
    input: { realm: 'master', zone: 'Europe/Copenhagen' },
    origin: 'https://keep.example.com',
    username: 'ann',
  })
})
