import { describe, expect, it } from 'vitest'
import { compiled, decode } from './compiled.ts'

it('what a row gives beyond the mapped fields is kept as names and texts, of secret fields at any depth the name alone', () => {
  const row = {
    id: 's1',
    user: 'ann',
    username: 'ann.other',
    roles: ['a', 'b'],
    device: { os: 'Windows', Token: 'T0P', parts: [{ n: 1 }] },
    accessToken: 'S3CRET',
    secret: { deep: 'S3CRET' },
    empty: null,
    flag: false,
  }
  expect(compiled().other(row)).toEqual([
    { name: 'username', value: 'ann.other' },
    { name: 'roles[0]', value: 'a' },
    { name: 'roles[1]', value: 'b' },
    { name: 'device.os', value: 'Windows' },
    { name: 'device.Token', value: null },
    { name: 'device.parts[0].n', value: '1' },
    { name: 'accessToken', value: null },
    { name: 'secret', value: null },
    { name: 'flag', value: 'false' },
  ])
})

describe('a field that looks like a secret is kept by its name alone', () => {
  const names = ['access_token', 'refresh-token', 'ACCESS_TOKEN', 'sessionToken', 'jwt', 'apiKey', 'api_key', 'x-api-key', 'csrfToken']
  const more = ['XSRF', 'Authorization', 'client.secret', 'Set-Cookie', 'user_password', 'ｔｏｋｅｎ', 'pass_word', 'Bearer', 'privateKey']
  it.each([...names, ...more])('%s', (name) => {
    const row = { id: 's1', a: 'kept', [name]: 'S3CRET', deep: [{ b: 'kept', [name]: { c: 'S3CRET' } }] }
    expect(compiled().other(row)).toEqual([
      { name: 'a', value: 'kept' },
      { name, value: null },
      { name: 'deep[0].b', value: 'kept' },
      { name: `deep[0].${name}`, value: null },
    ])
  })

  it('also when its name is spread over two levels, or stands beside it', () => {
    const row = {
      id: 's1',
      api: { key: 'S3CRET', host: 'kept' },
      headers: [
        { name: 'Cookie', value: 'S3CRET' },
        { key: 'access_token', value: { a: 'S3CRET' } },
        { name: 'Accept', value: 'kept' },
      ],
    }
    const { other } = compiled()
    expect(JSON.stringify(other(row))).not.toContain('S3CRET')
    expect(other(row)).toEqual([
      { name: 'api.key', value: null },
      { name: 'api.host', value: 'kept' },
      { name: 'headers[0].name', value: 'Cookie' },
      { name: 'headers[0].value', value: null },
      { name: 'headers[1].key', value: 'access_token' },
      { name: 'headers[1].value', value: null },
      { name: 'headers[2].name', value: 'Accept' },
      { name: 'headers[2].value', value: 'kept' },
    ])
  })

  it('and so is what the profile names, in any spelling, while what only holds such a name is kept', () => {
    const { other } = compiled({}, { secretFields: ['sid_raw', 'nonce'] })
    expect(
      other({ id: 's1', sidRaw: 'S3CRET', 'SID-RAW': 'S3CRET', deep: { Nonce: 'S3CRET' }, announcement: 'kept', keyboard: 'de' }),
    ).toEqual([
      { name: 'sidRaw', value: null },
      { name: 'SID-RAW', value: null },
      { name: 'deep.Nonce', value: null },
      { name: 'announcement', value: 'kept' },
      { name: 'keyboard', value: 'de' },
    ])
  })
})

describe('what an id hides', () => {
  const hiding = { fields: { sessionId: 'id', user: 'user' }, secretFields: [], identity: { hidden: { key: 'grip' } } }

  it('is never among the other facts, neither under its own name nor within another text', () => {
    const row = { id: 's1', user: 'ann', grip: 'gr1p-0f-ann', link: '/end?with=gr1p-0f-ann', note: 'kept', nested: { copy: 'gr1p-0f-ann' } }
    expect(compiled({}, hiding).other(row)).toEqual([
      { name: 'grip', value: null },
      { name: 'link', value: null },
      { name: 'note', value: 'kept' },
      { name: 'nested.copy', value: null },
    ])
  })

  it('is no name of a fact either', () => {
    const row = { id: 's1', grip: 'gr1p-0f-ann', ends: { 'gr1p-0f-ann': 'yes' } }
    expect(compiled({}, hiding).other(row)).toEqual([{ name: 'grip', value: null }])
  })

  it('is masked also where it is too short to be looked for, or is no text', () => {
    const { other } = compiled({}, hiding)
    const kept = { name: 'note', value: 'kept' }
    expect(other({ id: 's1', grip: 'ab', note: 'kept' })).toEqual([{ name: 'grip', value: null }, kept])
    const parts = [
      { name: 'grip.a', value: null },
      { name: 'grip.b[0]', value: null },
    ]
    expect(other({ id: 's1', grip: { a: 1, b: [2] }, note: 'kept' })).toEqual([...parts, kept])
  })

  it('is a hashed id itself', () => {
    const hashed = compiled({}, { fields: { sessionId: 'id' }, identity: { hashed: true } })
    expect(hashed.other({ id: 'COOKIE-1234', path: '/x;jsessionid=COOKIE-1234', locale: 'en' })).toEqual([
      { name: 'path', value: null },
      { name: 'locale', value: 'en' },
    ])
  })
})

it('details are kept beside the row, without their secrets, and what stands beside it otherwise is not', () => {
  const read = compiled({}, { fields: { sessionId: 'id', user: '$detail.name', displayName: { template: '{first} {$detail.last}' } } })
  const beside = {
    detail: { name: 'ann', last: 'Doe', policy: 'default', token: 'S3CRET', meta: { ttl: 5, apiKey: 'S3CRET' } },
    client: { id: 'c1' },
  }
  const [session] = decode(read, [{ id: 's1', first: 'Ann', extra: 1 }], beside).sessions
  expect(session).toMatchObject({ user: 'ann', displayName: 'Ann Doe' })
  expect(read.other(session?.raw)).toEqual([
    { name: 'extra', value: '1' },
    { name: 'detail.policy', value: 'default' },
    { name: 'detail.token', value: null },
    { name: 'detail.meta.ttl', value: '5' },
    { name: 'detail.meta.apiKey', value: null },
  ])
})

it('what a map or a pattern said less of than the server, and values by odd names, are told apart from what is shown', () => {
  const fields = {
    sessionId: 'id',
    type: { path: 'kind', map: { 1: 'Browser' } },
    address: { path: 'peer', match: '^([^:]*)' },
    user: '["odd.name"]',
    organisation: { values: 'clients' },
  }
  const row = { id: 's1', kind: 1, peer: '10.0.0.1:80', 'odd.name': 'ann', clients: { a: 'console' } }
  expect(compiled({}, { fields }).other(row)).toEqual([
    { name: 'kind', value: '1' },
    { name: 'peer', value: '10.0.0.1:80' },
  ])
})
