import { describe, expect, it } from 'vitest'
import { looksCut, NO_PAGING, proposePaging } from '../../../../../src/renderer/features/servers/mapping/propose-paging.ts'

const rows = (count: number) => Array.from({ length: count }, (_, id) => ({ id }))

describe('how a list goes on', () => {
  it.each([
    ['nothing around a bare array', rows(3), { at: '', count: 3 }, {}, { kind: 'none' }],
    [
      'limit and offset beside a total',
      { sessions: rows(2), total: 40, limit: 2, offset: 0 },
      { at: 'sessions', count: 2 },
      {},
      { kind: 'offset', total: 'total', sizeName: 'limit', atName: 'offset', pageSize: '2' },
    ],
    [
      'names that were asked with, before those of the answer',
      { guests: rows(2), total: 40, limit: 2, offset: 0 },
      { at: 'guests', count: 2 },
      { take: '2', skip: '0' },
      { kind: 'offset', total: 'total', sizeName: 'take', atName: 'skip', pageSize: '2' },
    ],
    [
      'page numbers that authentik counts',
      { pagination: { next: 2, previous: 0, count: 101, current: 1, total_pages: 2 }, results: rows(100) },
      { at: 'results', count: 100 },
      { page_size: '100', page: '1' },
      { kind: 'page', total: 'pagination.count', sizeName: 'page_size', atName: 'page', first: '1', pageSize: '100' },
    ],
    [
      'pages that are counted from nought',
      { content: rows(20), page: 0, size: 20, totalElements: 55 },
      { at: 'content', count: 20 },
      {},
      { kind: 'page', first: '0', atName: 'page', total: 'totalElements', pageSize: '20' },
    ],
    [
      'a token for the next page, as Synapse gives it',
      { users: rows(2), next_token: '100', total: 9 },
      { at: 'users', count: 2 },
      { from: '0', limit: '2' },
      { kind: 'cursor', next: 'next_token', atName: 'from', sizeName: 'limit' },
    ],
    [
      'a link in the body, as JSON:API has it',
      { data: rows(2), links: { self: '/x?page[first]=2', next: '/x?page[after]=01' }, meta: { count: 42 } },
      { at: 'data', count: 2 },
      {},
      { kind: 'link', next: 'links.next', total: 'meta.count' },
    ],
    [
      'a total that Zitadel writes as a text',
      { details: { totalResult: '2' }, sessions: rows(2) },
      { at: 'sessions', count: 2 },
      {},
      { kind: 'none', total: 'details.totalResult' },
    ],
  ])('%s', (_, answer, place, query, expected) => {
    expect(proposePaging(answer, place, query as Record<string, string>)).toMatchObject(expected)
  })

  it('takes no number that is smaller than the rows for their total', () => {
    expect(proposePaging({ items: rows(9), count: 3 }, { at: 'items', count: 9 }, {}).total).toBe('')
  })

  it('warns when there are more than were given, or just as many as servers give at once', () => {
    const total = { ...NO_PAGING, total: 'total' }
    expect(looksCut({ items: rows(3), total: 8 }, { at: 'items', count: 3 }, total)).toBe(true)
    expect(looksCut({ items: rows(3), total: 3 }, { at: 'items', count: 3 }, total)).toBe(false)
    expect(looksCut(rows(100), { at: '', count: 100 }, NO_PAGING)).toBe(true)
    expect(looksCut(rows(17), { at: '', count: 17 }, NO_PAGING)).toBe(false)
    expect(looksCut(rows(100), { at: '', count: 100 }, { ...NO_PAGING, kind: 'page' })).toBe(false)
  })
})
