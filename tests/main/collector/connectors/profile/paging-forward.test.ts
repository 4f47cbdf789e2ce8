import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readWhole } from '../../../../../src/main/collector/connectors/profile/paging.ts'
import {
  type ChainPage,
  type NumberedList,
  readChained,
  readNumbered,
} from '../../../../../src/main/collector/connectors/profile/paging-forward.ts'
import type { ListPage, ListRead } from '../../../../../src/main/collector/connectors/profile/pass.ts'
import { type ErrorCode, RollcallError } from '../../../../../src/shared/errors.ts'

const LIMITS = { rows: 1e5, pages: 2000, bytes: 1e9 }
const KEYS = { keyOf: String, isSame: () => true, limits: LIMITS }

function names(size: number): string[] {
  return Array.from({ length: size }, (_, index) => `s${index}`)
}

function failing(code: ErrorCode): Promise<never> {
  return Promise.reject(new RollcallError({ code, message: `Keep EU said ${code}.`, next: '' }))
}

/** How a server with page numbers may answer. */
interface Pages {
  readonly size: number
  readonly pageSize?: number
  /** Rows it gives at most at a time. */
  readonly cap?: number
  readonly total?: 'honest' | 'page' | number | null
  readonly behind?: 'empty' | 'last' | ErrorCode
  readonly heedsPage?: boolean
  readonly heedsLimit?: boolean
  readonly asksForSize?: boolean
}

function numbered(pages: Pages): { readonly list: NumberedList<string>; readonly asked: (readonly [number, number])[] } {
  const { size, pageSize = 10, cap = size + 1, total = null, behind = 'empty', asksForSize = true } = pages
  const { heedsPage = true, heedsLimit = true } = pages
  const all = names(size)
  const asked: (readonly [number, number])[] = []
  const fetch = (limit: number, page: number): Promise<ListPage<string>> => {
    asked.push([limit, page])
    const step = Math.min(heedsLimit ? limit : size + 1, cap)
    const last = Math.max(1, Math.ceil(size / step))
    if (heedsPage && page > last && behind !== 'empty' && behind !== 'last') return failing(behind)
    const at = heedsPage ? page : 1
    const number = behind === 'last' ? Math.min(at, last) : at
    const rows = all.slice((number - 1) * step, number * step)
    const said = { honest: size, page: rows.length }
    return Promise.resolve({ rows, total: typeof total === 'string' ? said[total] : total, bytes: 1 })
  }
  return { list: { ...KEYS, fetch, pageSize, firstPage: 1, asksForSize }, asked }
}

describe('a list by page numbers', () => {
  const sizes = [0, 1, 2, 9, 10, 11, 19, 20, 21, 55]
  it.each([
    ['by an honest server', {}],
    ['with a total', { total: 'honest' }],
    ['that refuses pages behind the last as not found, and gives a total', { behind: 'not-found', total: 'honest' }],
    ['that refuses pages behind the last as a bad request, and gives a total', { behind: 'unexpected-status', total: 'honest' }],
    ['that gives the last page again', { behind: 'last', total: 'honest' }],
    ['that caps its pages silently', { cap: 4 }],
    ['that caps its pages silently and counts them', { cap: 4, total: 'page' }],
    ['that heeds no limit', { heedsLimit: false }],
    ['that heeds neither limit nor page', { heedsLimit: false, heedsPage: false }],
    ['that heeds neither, and counts its rows', { heedsLimit: false, heedsPage: false, total: 'honest' }],
  ] as const)('is read whole %s', async (_, options) => {
    for (const size of sizes) {
      const { list } = numbered({ size, ...options })
      expect([size, await readNumbered(list)]).toEqual([size, { rows: names(size), gap: null }])
    }
  })

  it('that refuses pages behind the last as not found is believed after a page that was not full', async () => {
    for (const size of sizes) {
      const read = await readNumbered(numbered({ size, behind: 'not-found' }).list)
      const isFull = size > 0 && size % 10 === 0
      expect([size, read]).toMatchObject([size, { rows: names(size), gap: isFull ? { kind: 'broken' } : null }])
    }
  })

  it('whose pages are all the same is known by its first page only, and that is said', async () => {
    for (const options of [{ heedsPage: false }, { heedsPage: false, total: 55 }, { heedsPage: false, asksForSize: false }]) {
      const { list, asked } = numbered({ size: 55, ...options })
      const read = await readNumbered(list)
      expect(read).toMatchObject({
        rows: { length: 10 },
        gap: { kind: 'loop', words: expect.stringContaining('same rows for every page') },
      })
      expect(asked.length).toBeLessThan(5)
    }
  })

  it('with a refusal in its middle is partial, and one about the whole server fails the read', async () => {
    const { list } = numbered({ size: 55, total: 'honest' })
    const broken = (code: ErrorCode): NumberedList<string> => ({
      ...list,
      fetch: (limit, page) => (page === 3 ? failing(code) : list.fetch(limit, page)),
    })
    expect(await readNumbered(broken('not-found'))).toMatchObject({
      rows: { length: 20 },
      gap: { kind: 'broken', words: '20 of 55 sessions were read, then: Keep EU said not-found.' },
    })
    await expect(readNumbered(broken('no-right'))).rejects.toMatchObject({ problem: { code: 'no-right' } })
  })

  it('with a total that nobody can reach says so', async () => {
    const { list } = numbered({ size: 15, total: 61_230 })
    expect((await readNumbered(list)).gap).toEqual({ kind: 'total', words: 'the server counts 61\u00a0230 sessions and listed 15' })
  })

  it('that moves while it is read is read again, and partial after three tries', async () => {
    const all = names(40)
    let asked = 0
    const restless: NumberedList<string> = {
      ...KEYS,
      pageSize: 10,
      firstPage: 1,
      asksForSize: true,
      fetch: (limit, page) => {
        asked += 1
        const rows = all.slice((page - 1) * limit, page * limit)
        all.unshift(`n${asked}`)
        return Promise.resolve({ rows, total: null, bytes: 1 })
      },
    }
    const read = await readNumbered(restless)
    expect(read.gap?.kind).toBe('moved')
    expect(new Set(read.rows).size).toBe(read.rows.length)
    expect(asked).toBeLessThan(30)
  })

  it('without end stops at the caps', async () => {
    const { list } = numbered({ size: 500 })
    expect(await readNumbered({ ...list, limits: { ...LIMITS, rows: 50 } })).toMatchObject({ rows: { length: 50 }, gap: { kind: 'cap' } })
    expect(await readNumbered({ ...list, limits: { ...LIMITS, pages: 3 } })).toMatchObject({ rows: { length: 30 }, gap: { kind: 'cap' } })
    expect(await readNumbered({ ...list, limits: { ...LIMITS, bytes: 4 } })).toMatchObject({ rows: { length: 40 }, gap: { kind: 'cap' } })
  })
})

describe('a list whose answers name the next', () => {
  const chain = (pages: readonly (readonly string[])[], total: number | null = null) => {
    const asked: (string | null)[] = []
    const fetch = (next: string | null): Promise<ChainPage<string>> => {
      asked.push(next)
      const at = next === null ? 0 : Number(next)
      return Promise.resolve({ rows: pages[at] ?? [], total, bytes: 1, next: at + 1 < pages.length ? String(at + 1) : null })
    }
    return { list: { ...KEYS, fetch }, asked }
  }

  it('is read to its end, over pages of any length, empty ones too', async () => {
    const { list, asked } = chain([['a', 'b'], [], ['c'], ['d', 'e', 'f']], 6)
    expect(await readChained(list)).toEqual({ rows: ['a', 'b', 'c', 'd', 'e', 'f'], gap: null })
    expect(asked).toEqual([null, '1', '2', '3'])
  })

  it('that names one page again, gives the same rows for ever or only empty pages is a loop', async () => {
    const next = (rows: (at: number) => string[], name: (at: number) => string) => {
      let asked = 0
      return {
        list: {
          ...KEYS,
          fetch: (): Promise<ChainPage<string>> => {
            asked += 1
            return Promise.resolve({ rows: rows(asked), total: null, bytes: 1, next: name(asked) })
          },
        },
        asked: () => asked,
      }
    }
    for (const { list, asked } of [
      next(
        (at) => [`s${at}`],
        () => 'again',
      ),
      next(
        () => ['a', 'b'],
        (at) => `page ${at}`,
      ),
      next(
        (at) => (at === 1 ? ['a'] : []),
        (at) => `page ${at}`,
      ),
    ]) {
      expect((await readChained(list)).gap?.kind).toBe('loop')
      expect(asked()).toBeLessThan(30)
    }
  })

  it('that gives a row twice moved, and is read again from the start', async () => {
    let tries = 0
    const list = {
      ...KEYS,
      fetch: (next: string | null): Promise<ChainPage<string>> => {
        if (next === null) tries += 1
        const rows = next === null ? ['a', 'b'] : [tries === 1 ? 'a' : 'c', 'd']
        return Promise.resolve({ rows, total: null, bytes: 1, next: next === null ? '1' : null })
      },
    }
    expect(await readChained(list)).toEqual({ rows: ['a', 'b', 'c', 'd'], gap: null })
    expect(tries).toBe(2)
  })

  it('with fewer rows than its least total, or a page that fails, is partial', async () => {
    expect((await readChained(chain([['a'], ['b']], 3).list)).gap).toEqual({
      kind: 'total',
      words: 'the server counts 3 sessions and listed 2',
    })
    const { list } = chain([['a'], ['b']])
    const broken = { ...list, fetch: (next: string | null) => (next === null ? list.fetch(next) : failing('truncated')) }
    expect((await readChained(broken)).gap?.kind).toBe('broken')
    await expect(
      readChained({ ...list, fetch: (next) => (next === null ? list.fetch(next) : failing('sign-in-failed')) }),
    ).rejects.toBeInstanceOf(RollcallError)
  })
})

it('a list in one answer is whole, but for what is beyond the caps or its own total', async () => {
  const page =
    (size: number, total: number | null): (() => Promise<ListPage<string>>) =>
    () =>
      Promise.resolve({ rows: names(size), total, bytes: 1 })
  expect(await readWhole(KEYS, page(3, null))).toEqual({ rows: names(3), gap: null })
  expect(await readWhole({ ...KEYS, limits: { ...LIMITS, rows: 2 } }, page(3, null))).toMatchObject({
    rows: { length: 2 },
    gap: { kind: 'cap' },
  })
  expect((await readWhole(KEYS, page(3, 4))).gap?.kind).toBe('total')
})

it('lists of one read share its caps', async () => {
  const spent = { rows: 0, pages: 0, bytes: 0 }
  const limits = { ...LIMITS, rows: 22 }
  const first = await readNumbered({ ...numbered({ size: 15 }).list, limits, spent })
  const second = await readNumbered({ ...numbered({ size: 40 }).list, limits, spent })
  expect([first.gap, second.gap?.kind, first.rows.length + second.rows.length]).toEqual([null, 'cap', 22])
  expect(spent.rows).toBe(22)
})

interface Change {
  readonly kind: 'add' | 'remove' | 'raise' | 'none'
  readonly at: number
}

it('on a list that changes between numbered pages, a complete read never shows a session twice or one that never was', async () => {
  const change = fc.record({ kind: fc.constantFrom('add', 'remove', 'raise', 'none', 'none', 'none'), at: fc.nat({ max: 60 }) })
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: 40 }),
      fc.integer({ min: 1, max: 9 }),
      fc.boolean(),
      fc.array(change, { maxLength: 30 }),
      async (size, pageSize, withTotal, changes) => {
        const all = names(size)
        const ever = new Set(all)
        let page = 0
        const apply = ({ kind, at }: Change): void => {
          const index = all.length === 0 ? 0 : at % all.length
          if (kind === 'add') all.splice(index, 0, `n${page}`)
          if (kind === 'remove') all.splice(index, 1)
          if (kind === 'raise') all.unshift(...all.splice(index, 1))
          for (const one of all) ever.add(one)
        }
        const fetch = (limit: number, number: number): Promise<ListPage<string>> => {
          const answer = { rows: all.slice((number - 1) * limit, number * limit), total: withTotal ? all.length : null, bytes: 1 }
          apply(changes[page++] ?? { kind: 'none', at: 0 })
          return Promise.resolve(answer)
        }
        const read: ListRead<string> = await readNumbered({ ...KEYS, fetch, pageSize, firstPage: 1, asksForSize: true })
        expect(new Set(read.rows).size).toBe(read.rows.length)
        expect(read.rows.filter((row) => !ever.has(row))).toEqual([])
        // A quiet list comes whole.
        if (changes.every(({ kind }) => kind === 'none')) expect(read).toEqual({ rows: all, gap: null })
      },
    ),
    { numRuns: 1500 },
  )
})
