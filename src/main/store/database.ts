import { chmodSync, closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import Sqlite from 'better-sqlite3'
import { type ErrorCode, RollcallError } from '../../shared/errors.ts'
import { t } from '../../shared/language/language.ts'
import { FUNCTIONS } from './functions.ts'

/** An open connection. Only this file names the library behind it. */
export type Database = Sqlite.Database

/** One step forward of a file's schema; steps are numbered 1, 2, 3… without a gap and never changed once they were released. */
export interface Migration {
  readonly version: number
  readonly sql: string
}

export interface OpenOptions {
  readonly file: string
  readonly readOnly: boolean
  /** Stands in the file's header, so that a foreign SQLite file is told from ours. */
  readonly applicationId: number
  readonly migrations: readonly Migration[]
  /** Set explicitly on every connection: the library opens WAL files with less than it says. */
  readonly synchronous: 'NORMAL' | 'FULL'
}

/**
 * Opens one of the two files with every pragma set, its schema brought up to date in one transaction and its access limited to the owner.
 * A file that is missing is created; one that is empty, foreign, damaged or newer than this program is refused and left as it is.
 *
 * @throws RollcallError file-from-the-future, file-corrupt, folder-read-only, disk-full, disk-error, folder-in-use
 */
export function openDatabase(options: OpenOptions): Database {
  try {
    refuseWhatIsNoDatabase(options)
    if (!existsSync(options.file) && !options.readOnly) create(options)
    return connect(options)
  } catch (error) {
    throw storeProblem(error, t('store.opening', { file: basename(options.file) }))
  }
}

/** Opens a private database that lives in memory until it is closed. */
export function openMemory(): Database {
  const database = new Sqlite(':memory:')
  database.pragma('temp_store = MEMORY')
  addFunctions(database)
  return database
}

function addFunctions(database: Database): void {
  const text = (value: unknown): string | null => (value === null ? null : String(value))
  for (const [name, work] of Object.entries(FUNCTIONS)) {
    database.function(name, { deterministic: true, varargs: true }, (...values: unknown[]) => work(...values.map(text)))
  }
}

/** Creates the tables of `migrations` in a fresh connection; for `openMemory` and for comparing schemas. */
export function migrate(database: Database, migrations: readonly Migration[]): void {
  const from = database.pragma('user_version', { simple: true }) as number
  database
    .transaction(() => {
      for (const migration of migrations) {
        if (migration.version <= from) continue
        database.exec(migration.sql)
        database.pragma(`user_version = ${migration.version}`)
      }
    })
    .immediate()
}

/** Lets SQLite refresh its statistics and closes the connection. Closing twice is fine. */
export function closeDatabase(database: Database): void {
  if (!database.open) return
  try {
    if (!database.readonly && !database.memory) database.pragma('optimize')
  } catch {
    // Statistics are a favour; on a full disk or a damaged file the connection is closed without.
  } finally {
    database.close()
  }
}

/**
 * Moves everything from the write-ahead log into the file and empties the log, old pages and all. False when somebody reads from it just
 * now: nobody is waited for.
 */
export function emptyLog(database: Database): boolean {
  const timeout = database.pragma('busy_timeout', { simple: true }) as number
  database.pragma('busy_timeout = 0')
  try {
    const [answer] = database.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
    return answer?.busy === 0
  } finally {
    database.pragma(`busy_timeout = ${timeout}`)
  }
}

/**
 * Turns what SQLite or the file system threw into a problem with a next step. `doing` stands in its sentence: `t('store.savingSettings')`.
 * Anything that is neither is a defect and is thrown as it is.
 */
export function storeProblem(error: unknown, doing: string): RollcallError {
  if (error instanceof RollcallError) return error
  const code = systemCode(error)
  const kind = KINDS.find((candidate) => code !== null && candidate.pattern.test(code))
  if (kind === undefined) throw error
  const technical = `${code}: ${error instanceof Error ? error.message : ''}`.slice(0, 200)
  const message = t(`store.${kind.what}`, { doing })
  return new RollcallError({ code: kind.code, message, next: t(`store.${kind.what}Next`), technical }, { cause: error })
}

interface ProblemKind {
  readonly pattern: RegExp
  readonly code: ErrorCode
  readonly what: 'diskFull' | 'notWritable' | 'damaged' | 'held' | 'diskError'
}

/** First match wins. A WAL index that can't grow (SHMSIZE, SHMMAP) is a full disk under another name. */
const KINDS: readonly ProblemKind[] = [
  {
    pattern: /^(SQLITE_FULL|SQLITE_IOERR_SHM(SIZE|MAP)|ENOSPC|EDQUOT)$/,
    code: 'disk-full',
    what: 'diskFull',
  },
  {
    pattern: /^(SQLITE_READONLY\w*|SQLITE_PERM|SQLITE_CANTOPEN\w*|SQLITE_IOERR_(DELETE|ACCESS|SHMOPEN)|EROFS|EACCES|EPERM)$/,
    code: 'folder-read-only',
    what: 'notWritable',
  },
  {
    pattern: /^(SQLITE_CORRUPT\w*|SQLITE_NOTADB)$/,
    code: 'file-corrupt',
    what: 'damaged',
  },
  {
    pattern: /^(SQLITE_BUSY\w*|SQLITE_LOCKED\w*)$/,
    code: 'folder-in-use',
    what: 'held',
  },
  {
    pattern: /^(SQLITE_IOERR\w*|EIO)$/,
    code: 'disk-error',
    what: 'diskError',
  },
]

function systemCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}

/** SQLite takes an empty file for a new database and would replay a left-over WAL into a new file: both would hide a loss. */
function refuseWhatIsNoDatabase({ file }: OpenOptions): void {
  const walSize = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0
  const size = statSync(file, { throwIfNoEntry: false })?.size
  if (size === 0) throw damaged(file, t('store.isEmpty'))
  if (size === undefined && walSize > 0) throw damaged(file, t('store.isGone'))
}

/** Builds the new file under another name, so that a crash in between leaves no half-made file behind. */
function create(options: OpenOptions): void {
  const draft = `${options.file}.new`
  rmSync(draft, { force: true })
  closeSync(openSync(draft, 'wx', 0o600))
  const database = new Sqlite(draft)
  try {
    database.pragma('page_size = 4096')
    database.pragma('auto_vacuum = INCREMENTAL')
    database.pragma(`application_id = ${options.applicationId}`)
    database.pragma('synchronous = FULL')
    migrate(database, options.migrations)
  } finally {
    database.close()
  }
  renameSync(draft, options.file)
}

function connect(options: OpenOptions): Database {
  if (!options.readOnly) return prepare(new Sqlite(options.file, { fileMustExist: true, timeout: 5000 }), options)
  const database = new Sqlite(options.file, { readonly: true, fileMustExist: true, timeout: 5000 })
  return prepare(canRead(database) ? database : copyInMemory(database, options), options)
}

/** Without room for the index of its write-ahead log SQLite opens no file that has one: the folder can't be written, or the disk is full. */
const NO_ROOM = /^SQLITE_(CANTOPEN|IOERR_SHM(SIZE|MAP|OPEN))/

function canRead(database: Database): boolean {
  try {
    database.pragma('user_version')
    return true
  } catch (error) {
    if (NO_ROOM.test(systemCode(error) ?? '')) return false
    database.close()
    throw error
  }
}

/** A copy that fits into memory in any case. */
const MOST_COPIED = 512 * 1024 * 1024

/** Two bytes of the header that say the file has a write-ahead log (2) or none (1). */
const LOG_BYTES = [18, 19] as const

/** When no log is left, the file is complete by itself and is read from a copy without one. */
function copyInMemory(database: Database, { file }: OpenOptions): Database {
  database.close()
  const logSize = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0
  if (statSync(file).size + logSize > MOST_COPIED) throw unreadableHere(file)
  const bytes = logSize === 0 ? readFileSync(file) : readWithLog(file)
  for (const index of LOG_BYTES) bytes[index] = 1
  return new Sqlite(bytes, { readonly: true })
}

/**
 * Whoever has a file for itself alone keeps the index of the log in memory: that needs the right to write and no room. A program that
 * was killed on a full disk leaves such a log.
 */
function readWithLog(file: string): Buffer {
  try {
    const database = new Sqlite(file, { fileMustExist: true, timeout: 5000 })
    try {
      database.pragma('locking_mode = EXCLUSIVE')
      return database.serialize()
    } finally {
      database.close()
    }
  } catch (error) {
    if (storeProblem(error, t('store.readingFile', { file: basename(file) })).code !== 'folder-read-only') throw error
    throw unreadableHere(file)
  }
}

function unreadableHere(file: string): RollcallError {
  return new RollcallError({
    code: 'folder-read-only',
    message: t('store.unreadableHere', { file: basename(file) }),
    next: t('store.unreadableHereNext'),
  })
}

function prepare(database: Database, options: OpenOptions): Database {
  try {
    if (!options.readOnly) limitAccess(options.file)
    checkOrigin(database, options)
    setPragmas(database, options)
    addFunctions(database)
    if (!options.readOnly) migrate(database, options.migrations)
    checkSchema(database, options)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** The WAL and its index take the access bits of the file they belong to. */
function limitAccess(file: string): void {
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600)
}

function checkOrigin(database: Database, { file, applicationId, migrations, readOnly }: OpenOptions): void {
  if (database.pragma('application_id', { simple: true }) !== applicationId) throw damaged(file, t('store.isForeign'))
  const version = database.pragma('user_version', { simple: true }) as number
  const newest = migrations.at(-1)?.version ?? 0
  if (version > newest) {
    throw new RollcallError({
      code: 'file-from-the-future',
      message: t('store.newer', { file: basename(file), version, newest }),
      next: t('store.newerNext'),
    })
  }
  if (version < newest && readOnly) {
    throw new RollcallError({
      code: 'folder-read-only',
      message: t('store.older', { file: basename(file), version, newest }),
      next: t('store.olderNext'),
    })
  }
}

function setPragmas(database: Database, { readOnly, synchronous }: OpenOptions): void {
  database.pragma('temp_store = MEMORY')
  database.pragma('trusted_schema = OFF')
  database.pragma('busy_timeout = 5000')
  if (readOnly) {
    database.pragma('cache_size = -32768')
    database.pragma(`mmap_size = ${256 * 1024 * 1024}`)
    return
  }
  database.pragma('journal_mode = WAL')
  database.pragma(`synchronous = ${synchronous}`)
  database.pragma('wal_autocheckpoint = 4000')
  // What is deleted is overwritten, so that a name that was to go can't be found in a free page. Polls delete next to nothing.
  database.pragma('secure_delete = ON')
  database.pragma(`journal_size_limit = ${64 * 1024 * 1024}`)
  database.pragma('cache_size = -65536')
}

/** A file whose tables are not the ones the migrations make was changed by somebody else or lost its first pages. */
function checkSchema(database: Database, { file, migrations }: OpenOptions): void {
  const model = openMemory()
  try {
    migrate(model, migrations)
    if (schemaOf(model) !== schemaOf(database)) throw damaged(file, t('store.isOtherwise'))
  } finally {
    model.close()
  }
}

function schemaOf(database: Database): string {
  const rows = database
    .prepare("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name")
    .raw()
    .all()
  return JSON.stringify(rows)
}

function damaged(file: string, how: string): RollcallError {
  return new RollcallError({
    code: 'file-corrupt',
    message: t('store.unusable', { file: basename(file), how }),
    next: t('store.damagedNext'),
  })
}

const statements = new WeakMap<Database, Map<string, Sqlite.Statement>>()

/**
 * The prepared statement for `sql` on this connection, made once; preparing anew costs more than most of our statements.
 * `Result` is what its rows look like; nothing checks that. For sql that is put together from data use `database.prepare`.
 *
 * A lookup that is neither by row id in one table nor by a whole unique key writes its parameters as `+?`: SQLite looks into a bare `?`
 * while it plans and then compiles the statement anew at every binding, which takes twenty times as long as the lookup.
 */
export function prepared<Result = unknown>(database: Database, sql: string): Sqlite.Statement<unknown[], Result> {
  const known = statements.get(database) ?? new Map<string, Sqlite.Statement>()
  statements.set(database, known)
  const statement = known.get(sql) ?? database.prepare(sql)
  known.set(sql, statement)
  return statement as Sqlite.Statement<unknown[], Result>
}
