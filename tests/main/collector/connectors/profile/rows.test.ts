import { describe, expect, it } from 'vitest'
import { type RowsReader, rowsReader } from '../../../../../src/main/collector/connectors/profile/rows.ts'
import adminSessions from '../../../../../src/main/collector/connectors/profiles/admin-sessions.json' with { type: 'json' }
import { rowsSchema } from '../../../../../src/shared/profile/list.ts'
import { apiProfileSchema } from '../../../../../src/shared/profile.ts'
import { compiled, decode, NOW } from './compiled.ts'

const profile = apiProfileSchema.parse(adminSessions)

function reader(rows: object, total: string | readonly string[] = []): RowsReader {
  return rowsReader(rowsSchema.parse(rows), { kind: 'offset', pageSize: 10, ...(total.length === 0 ? {} : { total: [total].flat() }) })
}

describe('the answer’s shape', () => {
  const { lists } = profile
  const envelope = (): RowsReader => rowsReader(lists[0]?.rows ?? rowsSchema.parse({}), lists[0]?.paging ?? { kind: 'none' })

  it.each([
    ['a bare array', [{ id: 1 }], 1, null],
    ['an envelope', { sessions: [{ id: 1 }], total: 9 }, 1, 9],
    ['a nested envelope', { data: { sessions: [{ id: 1 }] }, pagination: { total: '12' } }, 1, 12],
    ['an empty list', { items: [] }, 0, null],
    ['a total that is none', { items: [], total: -1 }, 0, null],
  ])('%s is understood', (_, json, rows, total) => {
    expect([envelope().place(json, null, { at: NOW, list: 1 })?.length, envelope().total(json)]).toEqual([rows, total])
  })

  it.each([
    ['text', 'x'],
    ['null', null],
    ['no list', { a: 1 }],
    ['a list that is none', { sessions: { a: 1 } }],
  ])('%s is not', (_, json) => {
    expect(envelope().place(json, null, { at: NOW, list: 1 })).toBeNull()
  })

  const origin = { at: NOW, list: 1 }
  it('may be a map whose names are ids, which stand beside the rows', () => {
    const json = { data: { a1: { user: 'ann' }, b2: { user: 'bob' } } }
    expect(reader({ at: 'data', shape: 'map' }).place(json, { kind: 'online' }, origin)).toEqual([
      { row: { user: 'ann' }, beside: { kind: 'online', key: 'a1' }, origin },
      { row: { user: 'bob' }, beside: { kind: 'online', key: 'b2' }, origin },
    ])
    expect(reader({ shape: 'map' }).place({ a1: { user: 'ann' } }, null, origin)).toMatchObject([{ beside: { key: 'a1' } }])
    // What PHP writes for an empty map.
    expect(reader({ at: 'data', shape: 'map' }).place({ data: [] }, null, origin)).toEqual([])
    expect(reader({ at: 'data', shape: 'map' }).place({ data: 'x' }, null, origin)).toBeNull()
  })

  it('may be plain values, or arrays in place of objects', () => {
    expect(reader({ at: 'data.keys', shape: 'values' }).place({ data: { keys: ['a', 7] } }, null, origin)).toMatchObject([
      { row: { value: 'a' } },
      { row: { value: 7 } },
    ])
    const read = compiled({}, { fields: { sessionId: '[0]', user: '[2]', address: '[3].ip' } })
    expect(decode(read, [['s1', 'x', 'ann', { ip: '10.0.0.1' }], [], 'text']).sessions).toMatchObject([
      { sessionId: 's1', user: 'ann', address: '10.0.0.1' },
    ])
  })

  it('may leave an empty list out where the profile says so, and nowhere else', () => {
    const missing = reader({ at: ['sessions', 'result.sessions'], mayBeMissing: true })
    for (const json of [{}, { details: {} }, { sessions: null }]) expect(missing.place(json, null, origin)).toEqual([])
    for (const json of ['x', 7, { sessions: 'x' }, { result: { sessions: {} } }]) expect(missing.place(json, null, origin)).toBeNull()
    expect(reader({ at: 'sessions' }).place({}, null, origin)).toBeNull()
  })

  it('is not believed to be whole when it counts more rows than it lists and nothing is said of further pages', () => {
    const whole = rowsReader(rowsSchema.parse({ at: 'house.guests' }), { kind: 'none' })
    expect(whole.total({ house: { guests: [{}, {}], all: 140 } })).toBe(140)
    expect(whole.total({ total: 7, house: { guests: [] } })).toBe(7)
    expect(whole.total({ house: { guests: [{}], activeUsers: 9, limit: 100 } })).toBeNull()
  })

  it('is described by names and kinds when it is not understood, never by values', () => {
    const words = reader({ at: ['sessions', 'items'] }).misfit({ error: 'S3CRET', code: 7 })
    expect(words).toBe(
      'The answer is an object with the fields “error”, “code”. Rows were looked for, and there is none at sessions, items.',
    )
  })
})
