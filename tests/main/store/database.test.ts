import { existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { closeDatabase, type Database, type OpenOptions, openDatabase, openMemory, storeProblem } from '../../../src/main/store/database.ts'
import { RollcallError } from '../../../src/shared/errors.ts'
import { temporaryFolder } from './history-samples.ts'

const NOTES = { version: 1, sql: 'CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT' }
const AUTHORS = { version: 2, sql: "ALTER TABLE note ADD COLUMN author TEXT; UPDATE note SET author = 'nobody'" }

function options(file: string, changes: Partial<OpenOptions> = {}): OpenOptions {
  return { file, readOnly: false, applicationId: 0x1234, migrations: [NOTES], synchronous: 'NORMAL', ...changes }
}

function open(file: string, changes: Partial<OpenOptions> = {}): Database {
  const database = openDatabase(options(file, changes))
  onTestFinished(() => closeDatabase(database))
  return database
}

function codeOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof RollcallError) return error.code
    throw error
  }
  return 'nothing was thrown'
}

/** A file with one note in it, closed. */
function fileWithNote(folder: string): string {
  const file = join(folder, 'notes.db')
  const database = openDatabase(options(file))
  database.prepare("INSERT INTO note (text) VALUES ('kept')").run()
  closeDatabase(database)
  return file
}

describe('opening a file', () => {
  it('creates it for its owner alone, with its companions, whatever the umask', () => {
    const before = process.umask(0)
    onTestFinished(() => void process.umask(before))
    const folder = temporaryFolder()
    open(join(folder, 'notes.db')).prepare("INSERT INTO note (text) VALUES ('a')").run()
    expect(readdirSync(folder).toSorted()).toEqual(['notes.db', 'notes.db-shm', 'notes.db-wal'])
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777, name).toBe(0o600)
  })

  it('sets every pragma the design asks for', () => {
    const database = open(join(temporaryFolder(), 'notes.db'), { synchronous: 'FULL' })
    database.prepare("INSERT INTO note (text) VALUES ('a')").run()
    const asked = [
      'journal_mode',
      'synchronous',
      'page_size',
      'auto_vacuum',
      'wal_autocheckpoint',
      'journal_size_limit',
      'cache_size',
      'temp_store',
      'busy_timeout',
    ]
    const values = Object.fromEntries(asked.map((name) => [name, database.pragma(name, { simple: true })]))
    expect(values).toEqual({
      journal_mode: 'wal',
      synchronous: 2,
      page_size: 4096,
      auto_vacuum: 2,
      wal_autocheckpoint: 4000,
      journal_size_limit: 67_108_864,
      cache_size: -65_536,
      temp_store: 2,
      busy_timeout: 5000,
    })
  })

  it('keeps synchronous as it was asked for after the first write, where the library alone would lower it', () => {
    const file = fileWithNote(temporaryFolder())
    for (const [synchronous, number] of [
      ['FULL', 2],
      ['NORMAL', 1],
    ] as const) {
      const database = openDatabase(options(file, { synchronous }))
      database.prepare("INSERT INTO note (text) VALUES ('b')").run()
      expect(database.pragma('synchronous', { simple: true })).toBe(number)
      closeDatabase(database)
    }
  })

  it('runs only the migrations that are missing, and keeps what is there', () => {
    const file = fileWithNote(temporaryFolder())
    const database = open(file, { migrations: [NOTES, AUTHORS] })
    expect(database.prepare('SELECT text, author FROM note').all()).toEqual([{ text: 'kept', author: 'nobody' }])
    expect(database.pragma('user_version', { simple: true })).toBe(2)
  })

  it('undoes all migrations when one fails, and the old program still opens the file', () => {
    const file = fileWithNote(temporaryFolder())
    const broken = { version: 3, sql: 'ALTER TABLE note ADD COLUMN more TEXT; ALTER TABLE nowhere ADD COLUMN x TEXT' }
    expect(() => openDatabase(options(file, { migrations: [NOTES, AUTHORS, broken] }))).toThrow('no such table')
    expect(open(file).prepare('SELECT * FROM note').all()).toEqual([{ id: 1, text: 'kept' }])
  })

  it('refuses a file from a newer program and leaves it byte for byte as it is', () => {
    const file = fileWithNote(temporaryFolder())
    closeDatabase(openDatabase(options(file, { migrations: [NOTES, AUTHORS] })))
    const before = readFileSync(file)
    expect(codeOf(() => openDatabase(options(file)))).toBe('file-from-the-future')
    expect(readFileSync(file)).toEqual(before)
  })

  it('refuses to migrate a file it may only read', () => {
    const file = fileWithNote(temporaryFolder())
    expect(codeOf(() => openDatabase(options(file, { readOnly: true, migrations: [NOTES, AUTHORS] })))).toBe('folder-read-only')
  })

  it.each([
    ['is no database', (file: string) => writeFileSync(file, 'not a database at all, but long enough to have a header')],
    ['is empty', (file: string) => truncateSync(file, 0)],
    ['was cut in half', (file: string) => truncateSync(file, 4096)],
    ['belongs to another program', (file: string) => setHeader(file, 'application_id = 7')],
    ['has other tables', (file: string) => setHeader(file, 'user_version = 1', 'CREATE TABLE more (a)')],
  ])('refuses a file that %s', (_, harm) => {
    const file = fileWithNote(temporaryFolder())
    harm(file)
    const before = readFileSync(file)
    expect(codeOf(() => openDatabase(options(file)))).toBe('file-corrupt')
    expect(readFileSync(file)).toEqual(before)
  })

  it('refuses to begin a new file beside the log of one that is gone', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'notes.db-wal'), 'x'.repeat(5000))
    expect(codeOf(() => openDatabase(options(join(folder, 'notes.db'))))).toBe('file-corrupt')
    expect(existsSync(join(folder, 'notes.db'))).toBe(false)
  })

  it('takes no half-made file for a database after a crash while it was created', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'notes.db.new'), 'half')
    expect(open(join(folder, 'notes.db')).prepare('SELECT * FROM note').all()).toEqual([])
    expect(readdirSync(folder)).not.toContain('notes.db.new')
  })

  it('lets a reader see what the writer commits, and never write', () => {
    const file = fileWithNote(temporaryFolder())
    const writer = open(file)
    const reader = open(file, { readOnly: true })
    writer.prepare("INSERT INTO note (text) VALUES ('new')").run()
    expect(reader.prepare('SELECT count(*) AS n FROM note').get()).toEqual({ n: 2 })
    expect(() => reader.prepare("INSERT INTO note (text) VALUES ('x')").run()).toThrow('readonly')
  })
})

describe('what a store throws', () => {
  it.each([
    ['SQLITE_FULL', 'disk-full'],
    ['ENOSPC', 'disk-full'],
    ['SQLITE_IOERR_SHMSIZE', 'disk-full'],
    ['SQLITE_READONLY', 'folder-read-only'],
    ['SQLITE_READONLY_DBMOVED', 'folder-read-only'],
    ['SQLITE_CANTOPEN', 'folder-read-only'],
    ['EROFS', 'folder-read-only'],
    ['SQLITE_CORRUPT_INDEX', 'file-corrupt'],
    ['SQLITE_NOTADB', 'file-corrupt'],
    ['SQLITE_BUSY', 'folder-in-use'],
    ['SQLITE_IOERR_FSYNC', 'disk-error'],
  ])('%s becomes the problem %s, with what was being done and what to do', (code, expected) => {
    const problem = storeProblem(Object.assign(new Error('as SQLite says'), { code }), 'writing the history of Keep EU').problem
    expect(problem.code).toBe(expected)
    expect(problem.message).toContain('while writing the history of Keep EU.')
    expect(problem.next).not.toBe('')
    expect(problem.technical).toBe(`${code}: as SQLite says`)
  })

  it('stays a defect when it is one', () => {
    const defect = new TypeError('x is not a function')
    expect(() => storeProblem(defect, 'anything')).toThrow(defect)
    const wrongSql = codeOf.bind(null, () => openMemory().exec('SELECT nonsense'))
    expect(wrongSql).toThrow('no such column')
  })
})

/** Changes a closed file from outside, as another program would. */
function setHeader(file: string, pragma: string, sql = ''): void {
  const database = openDatabase(options(file))
  database.pragma(pragma)
  database.exec(sql)
  closeDatabase(database)
}
