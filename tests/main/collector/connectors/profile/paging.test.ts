import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { SnapshotRead } from '../../../../../src/main/collector/connectors/connector.ts'
import { readPaged } from '../../../../../src/main/collector/connectors/profile/paging.ts'
import type { ListPage, ListRead } from '../../../../../src/main/collector/connectors/profile/pass.ts'
import { createConnector } from '../../../../../src/main/collector/connectors/registry.ts'
import { type FaultServer, type FaultServerOptions, startFaultServer } from '../../../../faults/fault-server.ts'
import type { Fault } from '../../../../faults/faults.ts'
import { honestRow, honestRows, unhurried, watchedServer } from '../../../../faults/watched-server.ts'

let faulty: FaultServer | null = null
afterEach(async () => {
  await faulty?.close()
  faulty = null
})

async function readFrom(
  options: FaultServerOptions,
  fault: Fault | null,
  pageSize = 10,
): Promise<SnapshotRead & { readonly asked: number }> {
  faulty = await startFaultServer(options)
  faulty.setFault(fault)
  const connector = createConnector(
    watchedServer(faulty.url, { connector: { profileId: 'admin-sessions', inputs: {}, overrides: { pageSize } } }),
    null,
  )
  const read = await connector.read(unhurried())
  await connector.close()
  return { ...read, asked: faulty.requests.length }
}

const SHAPES = ['envelope', 'envelope-without-total', 'array'] as const

describe.each(SHAPES)('a list that stands still (%s) is read whole', (shape) => {
  const sizes = [0, 1, 2, 9, 10, 11, 19, 20, 21, 55]
  const faults: readonly (readonly [string, Fault | null, (size: number) => boolean])[] = [
    ['by an honest server', null, () => true],
    ['although the server caps its pages', { kind: 'page-cap', rows: 4 }, () => true],
    ['although the server heeds no limit', { kind: 'limit-ignored' }, () => true],
    ['although the server heeds neither limit nor offset', { kind: 'paging-ignored' }, () => true],
  ]
  it.each(faults)('%s', async (_, fault) => {
    for (const size of sizes) {
      const read = await readFrom({ sessions: honestRows(size), shape }, fault)
      expect([size, read.complete, read.incomplete]).toEqual([size, true, null])
      expect(read.sessions.map(({ sessionId }) => sessionId)).toEqual(honestRows(size).map(({ id }) => id))
      await faulty?.close()
    }
  })
})

it('one page and one probe are enough when the total says so', async () => {
  expect((await readFrom({ sessions: honestRows(9) }, null)).asked).toBe(2)
  await faulty?.close()
  expect((await readFrom({ sessions: honestRows(0) }, null)).asked).toBe(1)
})

describe('a server that counts the page instead of the list', () => {
  const all = Array.from({ length: 250 }, (_, index) => `s${index}`)
  const limits = { rows: 1e5, pages: 2000, bytes: 1e9 }
  const readAll = (size: number, cap: number, pageSize: number): Promise<ListRead> => {
    const fetch = (limit: number, offset: number): Promise<ListPage> => {
      const rows = all.slice(0, size).slice(offset, offset + Math.min(limit, cap))
      return Promise.resolve({ rows, total: rows.length, bytes: 1 })
    }
    return readPaged({ fetch, keyOf: String, isSame: () => true, pageSize, limits })
  }

  it.each([
    [250, 100, 200],
    [250, 100, 100],
    [250, 200, 200],
    [101, 100, 200],
    [100, 100, 200],
    [9, 100, 200],
    [2, 100, 200],
    [1, 100, 200],
    [0, 100, 200],
  ])('and caps its pages: all %i sessions are read through pages of %i when %i are asked for', async (size, cap, pageSize) => {
    expect(await readAll(size, cap, pageSize)).toEqual({ rows: all.slice(0, size), gap: null })
  })
})

it('a total that is the server’s own cap does not end the read', async () => {
  const all = Array.from({ length: 55 }, (_, index) => `s${index}`)
  const fetch = (limit: number, offset: number): Promise<ListPage> =>
    Promise.resolve({ rows: all.slice(offset, offset + Math.min(limit, 20)), total: 20, bytes: 1 })
  const read = await readPaged({ fetch, keyOf: String, isSame: () => true, pageSize: 50, limits: { rows: 1e5, pages: 2000, bytes: 1e9 } })
  expect(read).toEqual({ rows: all, gap: null })
})

it('a short list whose total is honest is whole, whatever the server makes of an offset', async () => {
  const readings = [
    { kind: 'offset-ignored', complete: true },
    { kind: 'paging-ignored', complete: true },
  ] as const
  for (const { kind, complete } of readings) {
    for (const size of [1, 2, 3, 9]) {
      const read = await readFrom({ sessions: honestRows(size) }, { kind })
      expect([kind, size, read.sessions.length, read.complete]).toEqual([kind, size, size, complete])
      await faulty?.close()
    }
  }
})

it('a server that gives the same page for ever is noticed, and its first page is kept', async () => {
  for (const shape of SHAPES) {
    const read = await readFrom({ sessions: honestRows(55), shape }, { kind: 'offset-ignored' })
    expect([read.sessions.length, read.complete]).toEqual([10, false])
    expect(read.incomplete).toContain('same rows for every page')
    expect(read.asked).toBeLessThan(5)
    await faulty?.close()
  }
})

it('a total that is the page’s own length does not end the read', async () => {
  expect(await readFrom({ sessions: honestRows(55) }, { kind: 'total', total: 10 })).toMatchObject({
    complete: true,
    sessions: { length: 55 },
  })
})

it('a total that nobody can reach is said', async () => {
  const read = await readFrom({ sessions: honestRows(15) }, { kind: 'total', total: 61_230 })
  expect(read).toMatchObject({
    complete: false,
    incomplete: 'the server counts 61\u00a0230 sessions and listed 15',
    sessions: { length: 15 },
  })
})

it('a list that moves once is read again from the start', async () => {
  let moved = false
  const move = (sessions: Map<string, unknown>): void => {
    if (!moved) sessions.delete('s2')
    moved = true
  }
  const read = await readFrom({ sessions: honestRows(25) }, { kind: 'moving', move })
  expect(read).toMatchObject({ complete: true, sessions: { length: 24 } })
})

it('a list that never stands still is partial after three tries, and everything seen is kept', async () => {
  const move = (sessions: Map<string, unknown>): void => {
    const first = sessions.keys().next().value
    if (first !== undefined) sessions.delete(first)
  }
  const read = await readFrom({ sessions: honestRows(60) }, { kind: 'moving', move })
  expect(read.complete).toBe(false)
  expect(read.incomplete).toMatch(/^the list kept changing while it was read; \d+ sessions came$/)
  expect(new Set(read.sessions.map(({ sessionId }) => sessionId)).size).toBe(read.sessions.length)
  expect(read.asked).toBeLessThan(30)
})

it('a page that fails makes the read partial, and a refusal makes it fail', async () => {
  faulty = await startFaultServer({ sessions: honestRows(50) })
  const connector = createConnector(
    watchedServer(faulty.url, { connector: { profileId: 'admin-sessions', inputs: {}, overrides: { pageSize: 10 } } }),
    null,
  )
  faulty.setFault({ kind: 'truncated' }, { skip: 2 })
  expect(await connector.read(unhurried())).toMatchObject({
    complete: false,
    incomplete: expect.stringMatching(/^19 of 50 sessions were read, then: Keep EU/),
    sessions: { length: 19 },
  })
  for (const [status, code] of [
    [401, 'sign-in-failed'],
    [403, 'no-right'],
    [429, 'too-many-requests'],
  ] as const) {
    faulty.setFault({ kind: 'answer', status }, { skip: 2 })
    await expect(connector.read(unhurried())).rejects.toMatchObject({ problem: { code } })
  }
  await connector.close()
})

it('one bad row among good ones: the others are kept, and nothing may be taken for ended', async () => {
  const change = (rows: readonly unknown[]): readonly unknown[] =>
    rows.map((row) => ((row as { id: string }).id === 's7' ? { user: 'no id' } : row))
  for (const size of [8, 15, 30]) {
    const read = await readFrom({ sessions: honestRows(size) }, { kind: 'rows', change }, 8)
    expect(read.sessions.length).toBe(size - 1)
    expect(read).toMatchObject({
      complete: false,
      incomplete: 'one row could not be read',
      unreadable: { count: 1, reasons: ['The row has no id (row 8).'] },
    })
    await faulty?.close()
  }
})

it('two sessions that share an id both come through', async () => {
  const change = (rows: readonly unknown[]): readonly unknown[] =>
    rows.map((row) => ((row as { id: string }).id === 's15' ? honestRow('s3', 5) : row))
  for (const pageSize of [10, 100]) {
    const read = await readFrom({ sessions: honestRows(25) }, { kind: 'rows', change }, pageSize)
    expect(read.complete).toBe(true)
    expect(read.sessions.filter(({ sessionId }) => sessionId === 's3').length).toBe(2)
    await faulty?.close()
  }
})

it('the clock of the server is measured', async () => {
  const { clockOffset } = await readFrom({ sessions: honestRows(3) }, null)
  expect(Math.abs(clockOffset ?? Number.NaN)).toBeLessThan(1500)
  await faulty?.close()
  const body = JSON.stringify(honestRows(3))
  const late = await readFrom({}, { kind: 'answer', status: 200, body, headers: { date: new Date(Date.now() + 3_600_000).toUTCString() } })
  expect(Math.abs((late.clockOffset ?? 0) - 3_600_000)).toBeLessThan(1500)
})

interface Change {
  readonly kind: 'add' | 'remove' | 'raise' | 'none'
  readonly at: number
}

/** A list that changes a little after each page, and remembers who was there all the time and who at all. */
function restlessList(size: number, withTotal: boolean, changes: readonly Change[]) {
  const list = Array.from({ length: size }, (_, index) => `s${index}`)
  const stayed = new Set(list)
  const everThere = new Set(list)
  let page = 0

  function apply({ kind, at }: Change): void {
    const index = list.length === 0 ? 0 : at % list.length
    if (kind === 'add') list.splice(index, 0, `n${page}`)
    if (kind === 'remove') for (const gone of list.splice(index, 1)) stayed.delete(gone)
    // As in a list that is sorted by last activity.
    if (kind === 'raise') list.unshift(...list.splice(index, 1))
    for (const one of list) everThere.add(one)
  }

  function fetch(limit: number, offset: number): Promise<ListPage> {
    const answer = { rows: list.slice(offset, offset + limit), total: withTotal ? list.length : null, bytes: 1 }
    apply(changes[page++] ?? { kind: 'none', at: 0 })
    return Promise.resolve(answer)
  }
  return { fetch, stayed, everThere }
}

it('on a list that changes between pages, a complete read holds every session that was there all the time, once', async () => {
  const change = fc.record({ kind: fc.constantFrom('add', 'remove', 'raise', 'none', 'none', 'none'), at: fc.nat({ max: 60 }) })
  let complete = 0
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: 40 }),
      fc.integer({ min: 1, max: 9 }),
      fc.boolean(),
      fc.array(change, { maxLength: 30 }),
      async (size, pageSize, withTotal, changes) => {
        const { fetch, stayed, everThere } = restlessList(size, withTotal, changes)
        const limits = { rows: 1000, pages: 1000, bytes: 1e9 }
        const read: ListRead = await readPaged({ fetch, keyOf: String, isSame: () => true, pageSize, limits })
        expect(new Set(read.rows).size).toBe(read.rows.length)
        expect(read.rows.filter((row) => !everThere.has(String(row)))).toEqual([])
        if (read.gap !== null) return
        complete += 1
        expect([...stayed].filter((one) => !read.rows.includes(one))).toEqual([])
      },
    ),
    { numRuns: 5000 },
  )
  expect(complete).toBeGreaterThan(1000)
})

describe('caps', () => {
  const limits = { rows: 50, pages: 1000, bytes: 1e9 }
  const endless = (limit: number, offset: number): Promise<ListPage> =>
    Promise.resolve({ rows: Array.from({ length: limit }, (_, index) => `s${offset + index}`), total: null, bytes: 100 })
  const list = { fetch: endless, keyOf: String, isSame: () => true, pageSize: 10 }

  it('stop a list without end at the most rows, pages and bytes, and say what was read', async () => {
    expect(await readPaged({ ...list, limits })).toMatchObject({
      rows: { length: 50 },
      gap: { kind: 'cap', words: 'only the first 50 sessions were read' },
    })
    expect(await readPaged({ ...list, limits: { ...limits, pages: 3 } })).toMatchObject({ rows: { length: 28 }, gap: { kind: 'cap' } })
    expect(await readPaged({ ...list, limits: { ...limits, bytes: 250 } })).toMatchObject({ rows: { length: 28 }, gap: { kind: 'cap' } })
  })

  it('name the total when the server gives one', async () => {
    const fetch = async (limit: number, offset: number): Promise<ListPage> => ({ ...(await endless(limit, offset)), total: 61_230 })
    const read = await readPaged({ ...list, pageSize: 1000, fetch, limits: { ...limits, rows: 50_000 } })
    expect(read.gap?.words).toBe('only the first 50\u00a0000 of 61\u00a0230 sessions were read')
  })
})
