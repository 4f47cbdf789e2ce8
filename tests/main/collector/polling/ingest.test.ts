import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DecodedSession } from '../../../../src/main/collector/connectors/connector.ts'
import { AGENT_READING } from '../../../../src/main/collector/polling/agent.ts'
import { finishForgetting, forgetServer, ingest, loadMemory, recordFailedPoll } from '../../../../src/main/collector/polling/ingest.ts'
import { emptyCache, openCache } from '../../../../src/main/store/cache.ts'
import { OPEN_END } from '../../../../src/main/store/cache-migrations.ts'
import { cacheServers } from '../../../../src/main/store/cache-servers.ts'
import { closeDatabase, type Database } from '../../../../src/main/store/database.ts'
import { nothingElse, read, session, temporaryCache, temporaryFolder, uuid } from '../../store/history-samples.ts'

const NOW = 1_800_000_000_000
const T = NOW / 1000

/** A server that is polled every 30 s. */
function polled(cache: Database = emptyCache(), serverId = 's') {
  const memory = loadMemory(cache, serverId)
  let polls = 0
  return {
    cache,
    poll: (sessions: DecodedSession[], complete = true) =>
      ingest(cache, memory, read(sessions, complete), NOW + 30_000 * polls++, nothingElse),
    versions: () =>
      cache
        .prepare('SELECT seen_from - ? AS seen, nullif(seen_to, ?) - ? AS gone, since - ? AS since, ttl FROM ver ORDER BY id')
        .all(T, OPEN_END, T, T),
  }
}

const anna = session({ sessionId: uuid(1), user: 'anna', address: '10.0.0.1', lastActiveAt: NOW, expiresAt: NOW + 3_600_000 })
const bob = session({ sessionId: uuid(2), user: 'bob', address: '10.0.0.2', lastActiveAt: NOW })

describe('a read', () => {
  it('that shows a session again after the complete read that missed it makes no second version of it', () => {
    const { poll, versions } = polled()
    const first = poll([anna, bob]).started.map(([version]) => version)
    expect([...poll([bob]).ended]).toEqual([first[0]])
    expect(versions()).toMatchObject([{ seen: 0, gone: 30 }, { gone: null }])
    expect(poll([anna, bob]).started.map(([version]) => version)).toEqual([first[0]])
    expect(versions()).toMatchObject([{ seen: 0, gone: null }, { gone: null }])
  })

  it('that shows it only after two complete reads without it makes a new version', () => {
    const { poll, versions } = polled()
    poll([anna])
    poll([])
    poll([])
    poll([anna])
    expect(versions()).toMatchObject([
      { seen: 0, gone: 30 },
      { seen: 90, gone: null, since: null },
    ])
  })

  it('that shows the same id with other facts after a gap makes a new version', () => {
    const { poll, versions } = polled()
    poll([anna])
    poll([])
    poll([{ ...anna, user: 'carla' }])
    expect(versions()).toMatchObject([
      { seen: 0, gone: 30 },
      { seen: 60, gone: null },
    ])
  })

  it('that changes a fact of a session keeps when it was first seen', () => {
    const { poll, versions } = polled()
    poll([anna])
    poll([{ ...anna, address: '10.9.9.9' }])
    poll([{ ...anna, address: '10.9.9.8' }])
    expect(versions()).toMatchObject([
      { seen: 0, gone: 30, since: null },
      { seen: 30, gone: 60, since: 0 },
      { seen: 60, gone: null, since: 0 },
    ])
  })

  it('that is partial ends nothing, adds what is new, and vouches only for what it lists', () => {
    const { poll, versions, cache } = polled()
    poll([anna])
    const changes = poll([bob], false)
    expect({ started: changes.started.length, ended: changes.ended.length, complete: changes.complete }).toEqual({
      started: 1,
      ended: 0,
      complete: false,
    })
    expect(versions()).toMatchObject([{ gone: null }, { gone: null }])
    expect(cache.prepare('SELECT ok, complete, sessions FROM poll ORDER BY t').all()).toEqual([
      { ok: 1, complete: 1, sessions: 1 },
      { ok: 1, complete: 0, sessions: 2 },
    ])
    expect([...poll([anna], false).touched]).toHaveLength(1)
  })

  it('that fails is written down and changes no session', () => {
    const { poll, versions, cache } = polled()
    poll([anna])
    recordFailedPoll(cache, 's', NOW + 15_000)
    expect(versions()).toMatchObject([{ gone: null }])
    expect(cache.prepare('SELECT t - ? AS t, ok, complete FROM poll ORDER BY t').all(T)).toEqual([
      { t: 0, ok: 1, complete: 1 },
      { t: 15, ok: 0, complete: 0 },
    ])
  })

  it('within the second of the one before, or after the clock was set back, is still later', () => {
    const cache = emptyCache()
    const memory = loadMemory(cache, 's')
    const times = [NOW, NOW + 10, NOW - 3_600_000].map((at) => ingest(cache, memory, read([anna]), at, nothingElse).pollAt)
    expect(times).toEqual([NOW, NOW + 1000, NOW + 2000])
  })

  it('asks for the unmapped facts of new versions only', () => {
    const cache = emptyCache()
    const memory = loadMemory(cache, 's')
    const asked: unknown[] = []
    const other = (raw: unknown) => {
      asked.push(raw)
      return [{ name: 'device', value: 'laptop' }]
    }
    const rows = (raw: string) => read([{ ...anna, raw }])
    ingest(cache, memory, rows('first'), NOW, other)
    ingest(cache, memory, rows('second'), NOW + 30_000, other)
    expect(asked).toEqual(['first'])
    expect(cache.prepare('SELECT other FROM ver').pluck().all()).toEqual(['[["device","laptop"]]'])
  })

  it('takes times that are no times for unknown instead of refusing the whole list', () => {
    const { poll } = polled()
    const [row] = poll([{ ...anna, createdAt: Number.POSITIVE_INFINITY, lastActiveAt: Number.NaN, expiresAt: 1e300 }]).started
    expect(row?.slice(14, 17)).toEqual([null, null, null])
  })
})

describe('a time of creation that is counted back from a length', () => {
  const counted = { ...anna, createdAt: NOW, createdWithin: 10_000 }

  it('is the one that was seen first, as long as those after it are near; further away it is another session', () => {
    const { poll, cache } = polled()
    poll([counted])
    expect(poll([{ ...counted, createdAt: NOW + 9999 }]).started).toEqual([])
    expect(poll([{ ...counted, createdAt: NOW - 10_000 }]).started).toEqual([])
    expect(poll([{ ...counted, createdAt: NOW + 10_001 }]).started).toHaveLength(1)
    expect(cache.prepare('SELECT created FROM ver ORDER BY id').pluck().all()).toEqual([NOW, NOW + 10_001])
  })

  it('that is given is another one when it differs by a millisecond', () => {
    const { poll } = polled()
    poll([{ ...counted, createdWithin: 0 }])
    expect(poll([{ ...counted, createdWithin: 0, createdAt: NOW + 1 }]).started).toHaveLength(1)
  })
})

it('the machine that holds a session is kept, told and part of what makes a state of it', () => {
  const { poll, cache } = polled()
  expect(poll([{ ...anna, node: 'node-1' }]).started[0]?.[10]).toBe('node-1')
  expect(poll([{ ...anna, node: 'node-1' }]).started).toEqual([])
  expect(poll([{ ...anna, node: 'node-2' }]).started[0]?.[10]).toBe('node-2')
  expect(cache.prepare('SELECT node FROM ver ORDER BY id').pluck().all()).toEqual(['node-1', 'node-2'])
})

describe('rows that share an id', () => {
  it('become one, the most recently active, when they differ in nothing else', () => {
    const { poll } = polled()
    const { started } = poll([anna, { ...anna, lastActiveAt: NOW + 9000 }, { ...anna, lastActiveAt: NOW - 9000 }])
    expect(started).toHaveLength(1)
    expect(started[0]?.[15]).toBe(NOW + 9000)
  })

  it('become one when their times of creation are counted back and no further apart than that may be', () => {
    const counted = { ...anna, createdAt: NOW, createdWithin: 10_000 }
    const { poll } = polled()
    expect(poll([counted, { ...counted, createdAt: NOW + 9000 }]).started.map((row) => row[2])).toEqual([0])
    expect(poll([counted, { ...counted, createdAt: NOW + 10_001 }]).started.map((row) => row[2])).toEqual([1])
  })

  it('are all kept and numbered when they differ, in an order that does not depend on the answer', () => {
    const other = { ...anna, user: 'mallory' }
    const { poll } = polled()
    const numbers = poll([anna, other]).started.map((row) => [row[2], row[3]])
    expect(numbers).toEqual([
      [0, 'anna'],
      [1, 'mallory'],
    ])
    const again = poll([other, anna])
    expect(again.started).toEqual([])
    expect([...again.ended]).toEqual([])
  })
})

describe('an expiry that moves along with activity', () => {
  const later = (row: DecodedSession, by: number) => ({
    ...row,
    lastActiveAt: (row.lastActiveAt ?? 0) + by,
    expiresAt: (row.expiresAt ?? 0) + by,
  })

  it('makes no version per request: the time to live is kept instead, also for sessions that come later', () => {
    const { poll, versions } = polled()
    poll([anna])
    for (let count = 1; count <= 5; count += 1) {
      const changes = poll([later(anna, count * 20_000)])
      expect([...(changes.expires ?? [])]).toEqual([NOW + 3_600_000 + count * 20_000])
    }
    const carla = { ...later(anna, 90_000), sessionId: uuid(3) }
    poll([later(anna, 110_000), carla])
    expect(versions()).toMatchObject([{ seen: 0, gone: null, ttl: 3600 }, { ttl: 3600 }])
  })

  it('is told from one that stands still while activity moves', () => {
    const { poll, versions } = polled()
    poll([anna])
    const changes = poll([{ ...anna, lastActiveAt: NOW + 20_000 }])
    expect(changes.expires).toBeNull()
    expect(versions()).toMatchObject([{ ttl: null, gone: null }])
  })

  it('makes no version when it is extended by steps of its own', () => {
    const { poll, versions } = polled()
    poll([anna])
    const changes = poll([{ ...anna, expiresAt: NOW + 7_200_000 }])
    expect([...(changes.expires ?? [])]).toEqual([NOW + 7_200_000])
    expect(versions()).toHaveLength(1)
  })
})

describe('a server that is removed with its history', () => {
  const TABLES = ['server', 'poll', 'usr', 'ver', 'frame', 'agent', 'typ']
  const countsOf = (cache: Database) => TABLES.map((table) => cache.prepare(`SELECT count(*) FROM ${table}`).pluck().get())

  it('leaves nothing behind and takes nothing of the others along', async () => {
    const cache = emptyCache()
    const one = polled(cache, 'one')
    const other = polled(cache, 'other')
    for (const rows of [[anna, { ...bob, userAgent: 'shared' }], [{ ...bob, userAgent: 'shared' }]]) {
      one.poll([...rows, { ...anna, sessionId: 'x', userAgent: 'of one only', type: 'of one only' }])
      other.poll(rows)
    }
    expect(countsOf(cache)).toEqual([2, 4, 4, 5, 4, 2, 1])
    await forgetServer(cache, 'one')
    expect(countsOf(cache)).toEqual([1, 2, 2, 2, 2, 1, 0])
    expect(cache.prepare('SELECT text FROM agent').pluck().all()).toEqual(['shared'])
    expect(loadMemory(cache, 'one').server).toBeNull()
    await forgetServer(cache, 'never seen')
  })

  it.each([
    [1, 80, 20],
    [3, 60, 5],
    [30, 40, 3],
  ])('leaves the name of nobody in any file, however rows and pages were moved before (%i servers)', async (pairs, polls, sessions) => {
    const folder = temporaryFolder()
    const cache = temporaryCache(folder)
    const numbers = Array.from({ length: pairs }, (_, index) => index)
    const memories = numbers.flatMap((number) => [`canary ${number}`, `other ${number}`]).map((id) => loadMemory(cache, id))
    // Names in no order, servers by turns, sessions that end at each poll: all of that moves rows from page to page.
    for (let poll = 0; poll < polls; poll += 1) {
      for (const memory of memories) {
        const rows = Array.from({ length: sessions + (poll % 7) }, (_, index) => {
          const user = `${hash(`${poll} ${index}`)} ${memory.serverId} ${index}`
          const email = `${user}@example.org`
          return session({ sessionId: `${memory.serverId} ${poll} ${index}`, user, email, address: user, lastActiveAt: NOW })
        })
        ingest(cache, memory, read(rows), NOW + 30_000 * poll, () => [{ name: 'full', value: `name of ${memory.serverId}` }])
      }
    }
    cache.exec('ANALYZE')
    cache.pragma('wal_checkpoint')
    expect(filesWith(folder, 'canary')).toEqual(['cache.db', 'cache.db-wal'])
    expect(cache.prepare('SELECT count(*) FROM sqlite_stat4').pluck().get()).toBeGreaterThan(0)

    for (const number of numbers) await forgetServer(cache, `canary ${number}`)
    expect(filesWith(folder, 'canary')).toEqual([])
    expect(filesWith(folder, 'other')).toContain('cache.db')
    expect(countsOf(cache).slice(0, 2)).toEqual([pairs, pairs * polls])
    expect(cache.pragma('integrity_check', { simple: true })).toBe('ok')
    closeDatabase(cache)
    expect(filesWith(folder, 'canary')).toEqual([])
  })

  it('is out of sight at once, and the other servers are polled while it is deleted', async () => {
    const cache = temporaryCache()
    const many = Array.from({ length: 6000 }, (_, index) =>
      session({ sessionId: uuid(index), user: `user ${index}`, userAgent: index === 0 ? 'late' : 'soon' }),
    )
    polled(cache, 'one').poll(many)
    const other = polled(cache, 'other')
    other.poll([anna])
    const forgetting = forgetServer(cache, 'one')
    expect([loadMemory(cache, 'one').server, cacheServers(cache).has('one')]).toEqual([null, false])
    // User agents that only the removed server showed come back on another one: in the middle of it, and after it.
    let polls = 0
    for (; (cache.prepare('SELECT count(*) FROM usr').pluck().get() as number) > 2; polls += 1) {
      other.poll([anna, { ...bob, userAgent: 'soon' }])
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(polls).toBeGreaterThan(3)
    await forgetting
    other.poll([anna, { ...bob, userAgent: 'soon' }, session({ sessionId: 'late', userAgent: 'late' })])
    const texts = cache.prepare('SELECT agent.text FROM ver LEFT JOIN agent ON agent.id = ver.agent WHERE ver.agent NOT NULL').pluck().all()
    expect(texts).toEqual(['soon', 'late'])
  })

  it('is deleted at the next start when the program ended in between, and a server of the same id begins anew', async () => {
    const folder = temporaryFolder()
    const { cache } = openCache(folder, { readOnly: false })
    const canary = session({ sessionId: 'a', user: 'canary' })
    polled(cache, 'one').poll([canary])
    const forgetting = forgetServer(cache, 'one')
    closeDatabase(cache)
    await forgetting
    const again = temporaryCache(folder)
    polled(again, 'one').poll([anna])
    await finishForgetting(again)
    expect(countsOf(again).slice(0, 4)).toEqual([1, 1, 1, 1])
    expect(filesWith(folder, 'canary')).toEqual([])
  })

  it('is not done while somebody reads the old pages in the log', async () => {
    const folder = temporaryFolder()
    const cache = temporaryCache(folder)
    polled(cache, 'one').poll([session({ sessionId: 'a', user: 'canary' })])
    const { cache: reader } = openCache(folder, { readOnly: true })
    reader.exec('BEGIN')
    reader.prepare('SELECT count(*) FROM usr').get()
    const forgetting = forgetServer(cache, 'one')
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect([filesWith(folder, 'canary'), countsOf(cache)[0]]).toEqual([['cache.db-wal'], 1])
    reader.exec('COMMIT')
    await forgetting
    expect([filesWith(folder, 'canary'), countsOf(cache)[0]]).toEqual([[], 0])
    reader.close()
  })
})

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function filesWith(folder: string, text: string): string[] {
  return readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(text))
}

describe('a user agent', () => {
  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0', 'Firefox 131 on Windows 10/11'],
    [
      'Mozilla/5.0 (Windows NT 6.1; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36',
      'Chrome 109 on Windows 7',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
      'Safari 17 on macOS',
    ],
    [
      'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36',
      'Chrome 130 on ChromeOS',
    ],
    ['curl/8.5.0', null],
    ['', null],
    ['x'.repeat(100_000), null],
  ])('%.60s is in words: %s', (header, words) => {
    expect(AGENT_READING.read(header).words).toBe(words)
  })
})
