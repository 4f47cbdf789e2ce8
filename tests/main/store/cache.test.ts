import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ingest, loadMemory, writeLastKeyframe } from '../../../src/main/collector/polling/ingest.ts'
import { condemnCache, openCache } from '../../../src/main/store/cache.ts'
import { closeDatabase } from '../../../src/main/store/database.ts'
import { countLive, createLive } from '../../../src/main/store/live.ts'
import { rebuildSite } from '../../../src/main/store/live-rebuild.ts'
import { newestPoll } from '../../../src/main/store/polls.ts'
import { nothingElse, read, session, temporaryFolder, uuid } from './history-samples.ts'

const NOW = 1_800_000_000_000

/** A folder whose cache holds one read of some sessions, closed. */
function folderWithHistory(sessions = 3): string {
  const folder = temporaryFolder()
  const { cache } = openCache(folder, { readOnly: false })
  const list = Array.from({ length: sessions }, (_, index) =>
    session({ sessionId: uuid(index), user: `user${index}`, address: '10.0.0.1' }),
  )
  ingest(cache, loadMemory(cache, 's'), read(list), NOW, nothingElse)
  closeDatabase(cache)
  return folder
}

function rowsIn(folder: string): number {
  const { cache } = openCache(folder, { readOnly: true })
  onTestFinished(() => closeDatabase(cache))
  const live = createLive()
  rebuildSite(live, cache, 's')
  return countLive(live)
}

function open(folder: string) {
  const opened = openCache(folder, { readOnly: false })
  onTestFinished(() => closeDatabase(opened.cache))
  return opened
}

function flipBytes(file: string, from: number, to: number): void {
  const bytes = readFileSync(file)
  for (let index = from; index < to; index += 1) bytes[index] = (bytes[index] ?? 0) ^ 0x5a
  writeFileSync(file, bytes)
}

describe('opening the cache', () => {
  it('keeps what was written, and its files for the owner alone', () => {
    const folder = folderWithHistory()
    expect(open(folder).setAside).toBeNull()
    expect(rowsIn(folder)).toBe(3)
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777, name).toBe(0o600)
  })

  it.each([
    ['was truncated to nothing', (file: string) => truncateSync(file, 0)],
    ['was cut in half', (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2))],
    ['lost its header', (file: string) => flipBytes(file, 0, 100)],
    ['has a damaged page inside', (file: string) => flipBytes(file, 4096 * 3, 4096 * 3 + 200)],
    ['is a text', (file: string) => writeFileSync(file, 'hello '.repeat(2000))],
  ])('sets a file aside that %s, keeps every byte of it and begins anew', (_, harm) => {
    const folder = folderWithHistory(200)
    const file = join(folder, 'cache.db')
    harm(file)
    const damaged = readFileSync(file)

    const { cache, setAside } = open(folder)
    expect(setAside?.reason.code).toBe('file-corrupt')
    expect(setAside?.file).toMatch(/cache\.db\.corrupt-\d{8}T\d{6}Z$/)
    expect(readFileSync(setAside?.file ?? '')).toEqual(damaged)
    expect(ingest(cache, loadMemory(cache, 's'), read([session({ sessionId: 'a' })]), NOW, nothingElse).started).toHaveLength(1)
  })

  it('sets a file from the future aside, and says that it was from the future', () => {
    const folder = folderWithHistory()
    const { cache } = openCache(folder, { readOnly: false })
    cache.pragma('user_version = 99')
    closeDatabase(cache)
    const { setAside } = open(folder)
    expect(setAside?.reason).toMatchObject({ code: 'file-from-the-future', message: expect.stringContaining('format 99') })
  })

  it('sets a file aside that was written while the clock was ahead, and says so', () => {
    const folder = folderWithHistory()
    const { cache, setAside } = openCache(folder, { readOnly: false, now: NOW - 6 * 60_000 })
    onTestFinished(() => closeDatabase(cache))
    expect(setAside?.reason).toMatchObject({ code: 'clock-was-ahead', message: expect.stringContaining('clock was ahead') })
    expect(setAside?.file).toMatch(/cache\.db\.ahead-\d{8}T\d{6}Z$/)
    expect(newestPoll(cache)).toBeNull()
    ingest(cache, loadMemory(cache, 's'), read([]), NOW - 6 * 60_000, nothingElse)
    expect(newestPoll(cache)).toBe(NOW / 1000 - 360)
  })

  it('keeps a file that is ahead by no more than clocks are set by, one that is only read, and one that is old', () => {
    const folder = folderWithHistory()
    for (const options of [
      { readOnly: false, now: NOW - 4 * 60_000 },
      { readOnly: true, now: 0 },
      { readOnly: false, now: NOW + 1e12 },
    ]) {
      const { cache, setAside } = openCache(folder, options)
      expect([newestPoll(cache), setAside]).toEqual([NOW / 1000, null])
      closeDatabase(cache)
    }
  })

  it('takes the write-ahead log along, so that the file set aside can still be opened by hand', () => {
    const folder = folderWithHistory()
    writeFileSync(join(folder, 'cache.db-wal'), 'log of the damaged file')
    truncateSync(join(folder, 'cache.db'), 0)
    const { setAside } = open(folder)
    expect(readFileSync(`${setAside?.file}-wal`, 'utf8')).toBe('log of the damaged file')
  })

  it('never overwrites a file that was set aside before', () => {
    const folder = folderWithHistory()
    const files = [1, 2, 3].map(() => {
      truncateSync(join(folder, 'cache.db'), 0)
      const { cache, setAside } = openCache(folder, { readOnly: false })
      closeDatabase(cache)
      return setAside?.file
    })
    expect(new Set(files).size).toBe(3)
  })

  it('sets a file aside in which damage was met while it was in use', () => {
    const folder = folderWithHistory()
    const { cache } = openCache(folder, { readOnly: false })
    condemnCache(cache)
    closeDatabase(cache)
    expect(open(folder).setAside?.reason.code).toBe('file-corrupt')
    expect(openCache(folder, { readOnly: false }).setAside).toBeNull()
  })

  it('moves nothing when it may only read, and stands in with an empty cache', () => {
    const folder = folderWithHistory()
    truncateSync(join(folder, 'cache.db'), 0)
    const { cache, setAside } = openCache(folder, { readOnly: true })
    expect(setAside).toMatchObject({ file: join(folder, 'cache.db'), reason: { code: 'file-corrupt' } })
    expect(cache.prepare('SELECT count(*) AS n FROM ver').get()).toEqual({ n: 0 })
    expect(readdirSync(folder)).toEqual(['cache.db'])
    expect(openCache(temporaryFolder(), { readOnly: true })).toMatchObject({ setAside: null })
  })
})

describe('a start after an exit', () => {
  it('reads one whole listing instead of a chain', () => {
    const folder = temporaryFolder()
    const { cache } = open(folder)
    const memory = loadMemory(cache, 's')
    for (let poll = 0; poll < 5; poll += 1)
      ingest(cache, memory, read([session({ sessionId: `${poll}` })]), NOW + poll * 30_000, nothingElse)
    const kinds = () => cache.prepare('SELECT kind FROM frame ORDER BY t').pluck().all()
    expect(kinds()).toEqual([0, 1, 1, 1, 1])
    writeLastKeyframe(cache, memory)
    expect(kinds()).toEqual([0, 1, 1, 1, 0])
    ingest(cache, loadMemory(cache, 's'), read([]), NOW + 200_000, nothingElse)
    expect(kinds()).toEqual([0, 1, 1, 1, 0, 0])
  })
})

/** A mount of its own needs rights that a container may not give; then there is nothing to test with. */
const canMount = spawns(['-rm', 'true'])

function spawns(unshare: readonly string[]): boolean {
  try {
    execFileSync('unshare', [...unshare], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Runs a script on a file system of its own: `mount` prepares it at FOLDER, and what the script prints is the answer. */
function onOwnFileSystem(mount: string, script: string): unknown {
  const folder = temporaryFolder()
  const place = join(folder, 'data')
  mkdirSync(place)
  const file = join(folder, 'script.ts')
  writeFileSync(file, script.replaceAll('SRC', join(import.meta.dirname, '../../../src')).replaceAll('FOLDER', place))
  const command = `set -e; ${mount.replaceAll('FOLDER', place)}; exec "${process.execPath}" "${file}"`
  return JSON.parse(execFileSync('unshare', ['-rm', 'bash', '-c', command], { encoding: 'utf8' }))
}

const SCRIPT_HEAD = `
  import { readdirSync, writeFileSync } from 'node:fs'
  import { openCache } from 'SRC/main/store/cache.ts'
  import { ingest, loadMemory, recordFailedPoll } from 'SRC/main/collector/polling/ingest.ts'
  const row = (id: string) => ({ sessionId: id, user: 'user ' + id, userId: null, displayName: null, email: null, project: null,
    organisation: null, type: null, node: null, address: null, userAgent: null, createdAt: null, createdWithin: 0, lastActiveAt: null, expiresAt: null, account: null, own: null, raw: {} })
  const snapshot = (ids: string[]) => ({ sessions: ids.map(row), complete: true, incomplete: null, unreadable: { count: 0, reasons: [] }, clockOffset: null })
  const many = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => prefix + index + '-'.repeat(40))
  const codeOf = (work: () => unknown): string => { try { work(); return 'no error' } catch (error) { return (error as { code: string }).code } }
`

describe.skipIf(!canMount)('a disk', () => {
  it('that is full is told as such, loses nothing, and the next read goes on from what is on disk', () => {
    const answer = onOwnFileSystem(
      'mount -t tmpfs -o size=2m tmpfs FOLDER',
      `${SCRIPT_HEAD}
      const { cache } = openCache('FOLDER', { readOnly: false })
      const memory = loadMemory(cache, 's')
      ingest(cache, memory, snapshot(many('a', 100)), 1_800_000_000_000, () => [])
      const full = codeOf(() => ingest(cache, memory, snapshot(many('b', 20_000)), 1_800_000_030_000, () => []))
      const again = codeOf(() => ingest(cache, memory, snapshot(many('b', 20_000)), 1_800_000_060_000, () => []))
      const kept = cache.prepare('SELECT count(*) AS n FROM ver').get()
      const integrity = cache.pragma('integrity_check', { simple: true })
      const after = ingest(cache, memory, snapshot([...many('a', 100), 'new']), 1_800_000_090_000, () => [])
      console.log(JSON.stringify({ full, again, kept, integrity, started: after.started.length, ended: after.ended.length }))`,
    )
    expect(answer).toEqual({ full: 'disk-full', again: 'disk-full', kept: { n: 100 }, integrity: 'ok', started: 1, ended: 0 })
  }, 60_000)

  it('that may only be read says so when the cache is opened for writing, and still shows what is cached', () => {
    const answer = onOwnFileSystem(
      'mount -t tmpfs -o size=20m tmpfs FOLDER',
      `${SCRIPT_HEAD}
      import { execFileSync } from 'node:child_process'
      const first = openCache('FOLDER', { readOnly: false })
      ingest(first.cache, loadMemory(first.cache, 's'), snapshot(['a', 'b']), 1_800_000_000_000, () => [])
      first.cache.close()
      execFileSync('mount', ['-o', 'remount,ro', 'FOLDER'])
      const writing = codeOf(() => openCache('FOLDER', { readOnly: false }))
      const { cache, setAside } = openCache('FOLDER', { readOnly: true })
      const rows = cache.prepare('SELECT count(*) AS n FROM ver').get()
      console.log(JSON.stringify({ writing, rows, setAside, files: readdirSync('FOLDER') }))`,
    )
    expect(answer).toEqual({ writing: 'folder-read-only', rows: { n: 2 }, setAside: null, files: ['cache.db'] })
  }, 60_000)

  it('that is full before the first file is made says so', () => {
    const answer = onOwnFileSystem(
      'mount -t tmpfs -o size=64k tmpfs FOLDER',
      `${SCRIPT_HEAD}
      try { writeFileSync('FOLDER/ballast', 'x'.repeat(200_000)) } catch {}
      console.log(JSON.stringify(codeOf(() => openCache('FOLDER', { readOnly: false }))))`,
    )
    expect(answer).toBe('disk-full')
  }, 60_000)
})
