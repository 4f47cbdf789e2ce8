import { afterEach, describe, expect, it } from 'vitest'
import { parseBase } from '../../../../../src/main/collector/connectors/address.ts'
import { nextCursor, nextLinkInHeader, resolveLink } from '../../../../../src/main/collector/connectors/profile/links.ts'
import { getter } from '../../../../../src/main/collector/connectors/profile/path.ts'
import { unhurried } from '../../../../faults/watched-server.ts'
import { type Came, connectorOf, readOnce, type Said, type SmallServer, startSmallServer } from './small-server.ts'

let server: SmallServer | null = null
afterEach(() => server?.close())

async function start(answer: (came: Came) => Said): Promise<string> {
  server = await startSmallServer(answer)
  return server.url
}

const ROWS = Array.from({ length: 7 }, (_, id) => ({ id: `s${id}` }))
const FIELDS = { fields: { sessionId: 'id' } }

function list(paging: object, query: object = {}, rows: object = { at: 'rows' }): object {
  return { ...FIELDS, lists: [{ request: { path: '/sessions', query }, paging, rows }] }
}

describe('a list over HTTP', () => {
  it('by a cursor that the answer names, as text or number, until none is named', async () => {
    const url = await start(({ query }) => {
      const at = Number(query.get('from') ?? 0)
      const next = at + 3
      return { json: { rows: ROWS.slice(at, next), next: { token: next < ROWS.length ? next : null } } }
    })
    const profile = list({ kind: 'cursor', pageSize: 3, next: 'next.token' }, { from: '{cursor}', limit: '{limit}' })
    expect(await readOnce(url, profile)).toMatchObject({ complete: true, sessions: { length: 7 } })
    expect(server?.asked).toEqual(['GET /sessions?limit=3', 'GET /sessions?from=3&limit=3', 'GET /sessions?from=6&limit=3'])
  })

  it('by offsets inside a body, with a total that is text', async () => {
    const url = await start(({ body }) => {
      const { query } = JSON.parse(body) as { query: { offset: string; limit: number } }
      return { json: { details: { totalResult: '7' }, rows: ROWS.slice(Number(query.offset), Number(query.offset) + query.limit) } }
    })
    const request = { method: 'POST', path: '/search', json: { query: { offset: '{offset}', limit: '{limit|number}', asc: true } } }
    const paging = { kind: 'offset', pageSize: 3, total: 'details.totalResult' }
    const read = await readOnce(url, { ...FIELDS, lists: [{ request, paging, rows: { at: 'rows' } }] })
    expect(read).toMatchObject({ complete: true, sessions: { length: 7 } })
  })

  it('by the Link header, relative to the page that named it', async () => {
    const url = await start(({ query }) => {
      const at = Number(query.get('token') ?? 0)
      const next: Record<string, string> =
        at + 3 < ROWS.length ? { link: `</sessions?size=3>; rel="first",<?size=3&token=${at + 3}>; rel="next"` } : {}
      return { json: ROWS.slice(at, at + 3), headers: next }
    })
    const profile = list({ kind: 'link-header', pageSize: 3 }, { size: '{limit}' }, {})
    expect(await readOnce(url, profile)).toMatchObject({ complete: true, sessions: { length: 7 } })
    expect(server?.asked).toEqual(['GET /sessions?size=3', 'GET /sessions?size=3&token=3', 'GET /sessions?size=3&token=6'])
  })

  it('by an address in the body, which must be on the server itself', async () => {
    let elsewhere = ''
    const url = await start(({ path, query }) => {
      const at = Number(query.get('after') ?? 0)
      const next = elsewhere === '' ? `${path}?after=${at + 3}` : elsewhere
      return { json: { rows: ROWS.slice(at, at + 3), links: at + 3 < ROWS.length ? { next } : {} } }
    })
    const profile = list({ kind: 'link', pageSize: 3, next: 'links.next' })
    expect(await readOnce(url, profile)).toMatchObject({ complete: true, sessions: { length: 7 } })
    for (elsewhere of [
      'https://evil.test/sessions',
      '//evil.test/x',
      `${url.replace('127.0.0.1', 'localhost')}/sessions`,
      'file:///etc/passwd',
    ]) {
      const asked = server?.asked.length ?? 0
      expect(await readOnce(url, profile)).toMatchObject({
        complete: false,
        incomplete: expect.stringContaining('a next page that is not below its own address'),
        sessions: { length: 3 },
      })
      expect(server?.asked.length).toBe(asked + 1)
    }
  })
})

describe('a link to the next page', () => {
  const base = parseBase('https://keep.example.com/base')
  const resolve = (link: string): string => resolveLink(base, '/base/api/sessions?page=1', link, 'Keep', 'reading')

  it.each([
    ['?page=2', '/base/api/sessions?page=2'],
    ['sessions?page=2', '/base/api/sessions?page=2'],
    ['/base/other?x', '/base/other?x'],
    ['https://keep.example.com/base/api?page=2#end', '/base/api?page=2'],
    ['https://keep.example.com:443/base?x=1', '/base?x=1'],
  ])('%s is followed', (link, target) => {
    expect(resolve(link)).toBe(target)
  })

  it.each([
    '/api/sessions',
    '/basement/x',
    '../../x',
    '/base/../admin',
    '/base/%2e%2e/admin',
    'http://keep.example.com/base/x',
    'https://keep.example.com:8443/base/x',
    'https://user@keep.example.com/base/x',
    'https://keep.example.com.evil.test/base',
    'javascript:alert(1)',
    '/base\\..\\x',
    '/base/x\u0000',
    `/base/${'x'.repeat(9000)}`,
  ])('%s is refused', (link) => {
    expect(() => resolve(link)).toThrowError(expect.objectContaining({ problem: expect.objectContaining({ code: 'paging-failed' }) }))
  })

  it('in a header is the one with rel="next", however it is written', () => {
    expect(nextLinkInHeader('<a?1>; rel="prev", <b?2>; title="x"; rel="last next"')).toBe('b?2')
    expect(nextLinkInHeader('<a,b;c>;rel=next')).toBe('a,b;c')
    for (const none of ['', 'nonsense', '<a>; rel="prev"', '<a>; rel="nextish"', '<>; rel="next"'])
      expect(nextLinkInHeader(none)).toBeNull()
  })

  it('in a header that is too long to look through is not taken for the end', () => {
    expect(nextLinkInHeader(`</s?x=${'y'.repeat(8100)}>; rel="prev", </s?p=2>; rel="next"`)).toBeUndefined()
  })

  it('or token in a body is none when it is empty or zero, and not taken for none when it names nothing that can be sent', () => {
    const next = [getter('a'), getter('b')]
    expect(nextCursor(next, { a: null, b: 'x' })).toBe('x')
    expect(nextCursor(next, { a: 7 })).toBe('7')
    for (const none of [{}, null, { a: '' }, { a: 0 }, { a: '0' }, { a: false }, { a: {} }]) expect(nextCursor(next, none)).toBeNull()
    for (const unclear of [{ a: { offset: 1 } }, { a: true }, { a: ['x'] }, { a: 2 ** 53 + 2 }])
      expect(nextCursor(next, unclear)).toBeUndefined()
  })
})

describe('an answer that no longer fits', () => {
  const fields = { sessionId: ['id', 'sessionId'], createdAt: ['created'] }
  const profile = { lists: [{ request: { path: '/s' }, rows: { at: 'rows' } }], fields, times: { createdAt: 'iso' } }

  it('without its rows is a failure that names where they were looked for', async () => {
    const url = await start(() => ({ json: { sessions: [], secret: 'S3CRET' } }))
    await expect(readOnce(url, profile)).rejects.toMatchObject({
      problem: {
        code: 'wrong-shape',
        technical: 'The answer is an object with the fields “sessions”, “secret”. Rows were looked for, and there is none at rows.',
        next: expect.stringContaining('Map fields'),
      },
    })
  })

  it('with rows of which none has an id is a failure that names the field and its places', async () => {
    const url = await start(() => ({ json: { rows: [{ key: 'S3CRET' }, { key: 2 }] } }))
    await expect(readOnce(url, profile)).rejects.toMatchObject({
      problem: {
        code: 'wrong-shape',
        message: 'Keep EU answered while reading its sessions, but no row has anything usable at id, sessionId (sessionId).',
        next: expect.stringContaining('Map fields'),
      },
    })
  })

  it('by a time that could be read before is a failure; by one that never could, a reason', async () => {
    let created = '2026-11-20 08:00'
    const url = await start(() => ({ json: { rows: [1, 2].map((id) => ({ id, created })) } }))
    const connector = connectorOf(url, profile)
    expect(await connector.read(unhurried())).toMatchObject({
      complete: true,
      unreadable: { reasons: ['The created time could not be read (2 rows, first row 1).'] },
    })
    created = '2026-11-20T08:00:00Z'
    expect((await connector.read(unhurried())).unreadable.reasons).toEqual([])
    created = '2026-11-20 08:00'
    await expect(connector.read(unhurried())).rejects.toMatchObject({
      problem: { code: 'wrong-shape', message: expect.stringContaining('no row’s time at created (createdAt)') },
    })
    await connector.close()
  })
})
