import type { SessionField, TimeKind } from '../../../../shared/profile.ts'
import type { Account } from '../../../../shared/session.ts'
import type { DecodedSession } from '../connector.ts'
import { type Getter, getter, isRow, type Row } from './path.ts'
import { type TimeReader, timeReader } from './time.ts'

type Paths = Readonly<Partial<Record<SessionField, readonly string[]>>>
type TimeField = 'createdAt' | 'lastActiveAt' | 'expiresAt'

const MOST_ID = 4000
const MOST_TEXT = 4000
const TIME_WORDS: Readonly<Record<TimeField, string>> = { createdAt: 'created', lastActiveAt: 'last active', expiresAt: 'expires' }

/** Rows that became sessions, and what was wrong with the others. */
export interface DecodedRows {
  readonly sessions: readonly DecodedSession[]
  /** Rows that could not be read at all, for want of a usable id. */
  readonly dropped: number
  /** Why, and which facts of the kept rows could not be read; a handful of sentences. */
  readonly reasons: readonly string[]
}

/** A profile's fields compiled for one server. */
export interface RowDecoder {
  /** Turns rows into sessions; never throws, whatever the rows are. */
  decode(rows: readonly unknown[]): DecodedRows
  /** The row's id, or null when it has none that can be read. */
  idOf(row: unknown): string | null
}

/** Compiles field paths and time kinds. The first path that gives something usable counts. */
export function rowDecoder(paths: Paths, times: Readonly<Partial<Record<TimeField, TimeKind>>>): RowDecoder {
  const ids = gettersOf(paths.sessionId)
  const user = textField(paths.user)
  const userId = textField(paths.userId)
  const displayName = textField(paths.displayName)
  const email = textField(paths.email)
  const project = textField(paths.project)
  const organisation = textField(paths.organisation)
  const type = textField(paths.type)
  const address = textField(paths.address)
  const userAgent = textField(paths.userAgent)
  const createdAt = timeField(paths.createdAt, times.createdAt)
  const lastActiveAt = timeField(paths.lastActiveAt, times.lastActiveAt)
  const expiresAt = timeField(paths.expiresAt, times.expiresAt)
  const account = accountField(paths.account)
  const own = ownField(paths.own)

  return {
    idOf: (row) => (isRow(row) ? readId(row, ids).id : null),
    decode(rows) {
      const sessions: DecodedSession[] = []
      const troubles = new Troubles()
      const time = (field: TimeField, value: number | null, index: number): number | null => {
        if (value === null || !Number.isNaN(value)) return value
        troubles.note(`The ${TIME_WORDS[field]} time could not be read`, index)
        return null
      }
      for (let index = 0; index < rows.length; index += 1) {
        const row = rows[index]
        const { id, why } = isRow(row) ? readId(row, ids) : NO_OBJECT
        if (id === null || !isRow(row)) {
          troubles.drop(why, index)
          continue
        }
        sessions.push({
          sessionId: id,
          user: user(row),
          userId: userId(row),
          displayName: displayName(row),
          email: email(row),
          project: project(row),
          organisation: organisation(row),
          type: type(row),
          address: address(row),
          userAgent: userAgent(row),
          createdAt: time('createdAt', createdAt(row), index),
          lastActiveAt: time('lastActiveAt', lastActiveAt(row), index),
          expiresAt: time('expiresAt', expiresAt(row), index),
          account: account(row),
          own: own(row),
          raw: row,
        })
      }
      return { sessions, dropped: troubles.dropped, reasons: troubles.sentences() }
    },
  }
}

/** Counts what went wrong, by sentence, and remembers the first row of each. */
class Troubles {
  dropped = 0
  readonly #counts = new Map<string, { first: number; rows: number }>()

  drop(why: string, index: number): void {
    this.dropped += 1
    this.note(why, index)
  }

  note(why: string, index: number): void {
    const count = this.#counts.get(why)
    if (count === undefined) this.#counts.set(why, { first: index, rows: 1 })
    else count.rows += 1
  }

  sentences(): readonly string[] {
    return [...this.#counts].map(
      ([why, { first, rows }]) => `${why} (${rows === 1 ? `row ${first + 1}` : `${rows} rows, first row ${first + 1}`}).`,
    )
  }
}

interface ReadId {
  readonly id: string | null
  readonly why: string
}
const NO_OBJECT: ReadId = { id: null, why: 'The row is not an object' }
const NO_ID: ReadId = { id: null, why: 'The row has no id' }
const NO_TEXT: ReadId = { id: null, why: 'The id is neither text nor a whole number' }
// Beyond 2^53 JSON numbers lose digits, so the number read may name another session.
const INEXACT: ReadId = { id: null, why: 'The id is a number too large to be read exactly' }
const TOO_LONG: ReadId = { id: null, why: `The id is longer than ${MOST_ID} characters` }

/** Ids are kept exactly as given, also those that can never be ended; a number becomes its digits. */
function readId(row: Row, ids: readonly Getter[]): ReadId {
  for (const get of ids) {
    const value = get(row)
    if (value === undefined || value === null) continue
    if (typeof value === 'string') return value.length > MOST_ID ? TOO_LONG : { id: value, why: '' }
    if (typeof value !== 'number') return NO_TEXT
    if (Number.isSafeInteger(value)) return { id: String(value), why: '' }
    return Number.isInteger(value) ? INEXACT : NO_TEXT
  }
  return NO_ID
}

function gettersOf(paths: readonly string[] | undefined): readonly Getter[] {
  return (paths ?? []).map(getter)
}

function textField(paths: readonly string[] | undefined): (row: Row) => string | null {
  const getters = gettersOf(paths)
  return (row) => {
    for (const get of getters) {
      const value = get(row)
      if (typeof value === 'string') {
        if (value !== '') return value.length > MOST_TEXT ? value.slice(0, MOST_TEXT).toWellFormed() : value
      } else if (typeof value === 'number') return String(value)
    }
    return null
  }
}

function timeField(paths: readonly string[] | undefined, kind: TimeKind = 'iso'): (row: Row) => number | null {
  const getters = gettersOf(paths)
  const read: TimeReader = timeReader(kind)
  return (row) => {
    for (const get of getters) {
      const at = read(get(row))
      if (at !== null) return at
    }
    return null
  }
}

/** Words as they are; `true` under a name that says which, such as `isOwner`. Any other value is an ordinary account. */
function accountField(paths: readonly string[] | undefined): (row: Row) => Account | null {
  const candidates = (paths ?? []).map((path) => ({ get: getter(path), meaning: accountIn(path.split('.').at(-1) ?? '') }))
  return (row) => {
    for (const { get, meaning } of candidates) {
      const value = get(row)
      if (value === true && meaning !== null) return meaning
      if (typeof value === 'string') {
        const account = accountIn(value)
        if (account !== null) return account
      }
    }
    return null
  }
}

function accountIn(word: string): Account | null {
  if (/owner/i.test(word)) return 'owner'
  if (/service|robot|machine/i.test(word)) return 'service'
  return /anonymous/i.test(word) ? 'anonymous' : null
}

function ownField(paths: readonly string[] | undefined): (row: Row) => boolean | null {
  const getters = gettersOf(paths)
  return (row) => {
    for (const get of getters) {
      const value = get(row)
      if (typeof value === 'boolean') return value
    }
    return null
  }
}
