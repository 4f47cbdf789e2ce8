import { hash } from 'node:crypto'
import { t } from '../../../../shared/language/language.ts'
import { type FieldRule, type FieldValue, fieldValues, type IdRule } from '../../../../shared/profile/field.ts'
import { type FieldPaths, pathList } from '../../../../shared/profile/path.ts'
import { templatePieces } from '../../../../shared/profile/template.ts'
import { type Beside, type Getter, getter } from './path.ts'
import { plainGetter } from './values.ts'

const MOST_ID = 4000
const HASH_LENGTH = 32
const MOST_REMEMBERED = 200_000

/** How the sessions of one server are told apart, and what a request needs to name one. */
export interface Identity {
  /** The id that Rollcall keeps of a row, or null for a row whose id can't be read. */
  keep(row: unknown, beside?: Beside | null): string | null
  /** As `keep`, with the reason in words where there is none. */
  read(row: unknown, beside?: Beside | null): ReadId
  /** A text that two readings of one row share, for following a list; null where it has none. Never shown, for it may be a secret. */
  keyOf(row: unknown, beside?: Beside | null): string | null
  /** The id itself and its parts, for telling Rollcall's own session. */
  facts(row: unknown, beside?: Beside | null): IdFacts
  /** What templates may say of a kept id: `id` and its parts, as `id.name`. null when hidden parts of it are not in memory. */
  scopeOf(sessionId: string): Readonly<Record<string, string>> | null
  /** Why `scopeOf` has nothing: a complete read did not list the session, it was listed without all that it takes, or not read at all. */
  missing(sessionId: string): Missing
  /** What of that must never be shown. */
  secretsOf(sessionId: string): readonly string[]
  /** Forgets what an earlier read left unsettled. */
  begin(): void
  /** Takes over what the rows since the last call said of hidden parts; after a complete read, in place of all before. */
  settle(complete: boolean): void
}

export type Missing = 'gone' | 'incomplete' | 'unread'

/** An id as the server gives it, not its hash, and its further parts by name. */
export interface IdFacts {
  readonly id: string | null
  readonly parts: Readonly<Record<string, string | null>>
}

/** Why a row has no usable id, said when it is asked for: there may be a hundred thousand such rows. */
export type Why = () => string

export type ReadId = { readonly id: string; readonly why: null } | { readonly id: null; readonly why: Why }

const NO_TEXT = none(() => t('reading.idNoText'))
// Beyond 2^53 JSON numbers lose digits, so the number read may name another session.
const INEXACT = none(() => t('reading.idInexact'))
const TOO_LONG = none(() => t('reading.idTooLong', { most: MOST_ID }))
const MALFORMED = none(() => t('reading.idMalformed'))
const NO_ID = none(() => t('reading.idMissing'))

type Part = readonly [name: string, get: (row: unknown, beside?: Beside | null) => string | null]

/** Compiles how ids are read, put together and taken apart again. */
export function identityOf(ids: FieldRule | undefined, rule: IdRule): Identity {
  const getters = fieldValues(ids).map(plainGetter)
  const shownParts = partsOf(rule.with)
  const hiddenParts = partsOf(rule.hidden)
  const allParts = [...shownParts, ...hiddenParts]
  const isPlain = rule.hashed === undefined && shownParts.length === 0
  const compose = isPlain ? null : composer(shownParts, rule.hashed === true)
  const memory = hiddenParts.length > 0 || rule.hashed === true ? createMemory() : null

  function read(row: unknown, beside: Beside | null = null): ReadId {
    const raw = rawId(getters, row, beside)
    const kept = raw.id === null || compose === null ? raw : compose(raw.id, row, beside)
    if (memory !== null && raw.id !== null && kept.id !== null) memory.note(kept.id, raw.id, valuesOf(allParts, row, beside))
    return kept
  }

  return {
    read,
    keep: (row, beside) => read(row, beside).id,
    keyOf(row, beside) {
      const raw = rawId(getters, row, beside)
      if (raw.id === null || isPlain) return raw.id
      return [raw.id, ...shownParts.map(([, get]) => get(row, beside) ?? '')].join('\u0000')
    },
    facts: (row, beside) => ({ id: rawId(getters, row, beside).id, parts: valuesOf(allParts, row, beside) }),
    scopeOf(sessionId) {
      if (memory !== null) return memory.scopeOf(sessionId)
      return isPlain ? { id: sessionId } : takenApart(sessionId, shownParts)
    },
    missing: (sessionId) => memory?.missing(sessionId) ?? 'unread',
    secretsOf(sessionId) {
      const scope = memory?.scopeOf(sessionId)
      if (scope === null || scope === undefined) return []
      const hidden = hiddenParts.flatMap(([name]) => scope[`id.${name}`] ?? [])
      return rule.hashed === true ? [scope.id ?? '', ...hidden] : hidden
    },
    begin: () => memory?.begin(),
    settle: (complete) => memory?.settle(complete),
  }
}

type Composer = (raw: string, row: unknown, beside: Beside | null) => ReadId

/** Puts an id and its parts together, each so that none can be taken for another. */
function composer(parts: readonly Part[], hashed: boolean): Composer {
  const missing = new Map(parts.map(([name]) => [name, none(() => t('reading.idPartMissing', { name }))]))
  return (raw, row, beside) => {
    if (!raw.isWellFormed()) return MALFORMED
    const pieces = [hashed ? hash('sha256', raw, 'hex').slice(0, HASH_LENGTH) : raw]
    for (const [name, get] of parts) {
      const value = get(row, beside)
      if (value === null) return missing.get(name) ?? NO_ID
      if (!value.isWellFormed()) return MALFORMED
      pieces.push(value)
    }
    const id = parts.length === 0 ? pieces.join('') : pieces.map(encodeURIComponent).join('/')
    return id.length > MOST_ID ? TOO_LONG : { id, why: null }
  }
}

type IdScope = Readonly<Record<string, string>>

/** What must not be kept of ids, from the last read. */
interface Memory {
  note(kept: string, raw: string, parts: IdFacts['parts']): void
  scopeOf(kept: string): IdScope | null
  missing(kept: string): Missing
  begin(): void
  settle(complete: boolean): void
}

function createMemory(): Memory {
  // null: listed, but without all that ending it takes.
  let settled = new Map<string, IdScope | null>()
  let fresh = new Map<string, IdScope | null>()
  let isWhole = false
  return {
    note(kept, raw, parts) {
      const scope: Record<string, string> = { id: raw }
      for (const [name, value] of Object.entries(parts)) {
        // A session without its token can't be ended by it.
        if (value === null) {
          fresh.set(kept, null)
          return
        }
        scope[`id.${name}`] = value
      }
      fresh.set(kept, scope)
    },
    scopeOf: (kept) => settled.get(kept) ?? null,
    missing(kept) {
      if (settled.has(kept)) return 'incomplete'
      return isWhole ? 'gone' : 'unread'
    },
    begin() {
      fresh = new Map()
    },
    settle(complete) {
      isWhole = complete
      // Without ever a complete read nothing would be forgotten.
      if (complete || settled.size > MOST_REMEMBERED) settled = fresh
      else for (const [kept, scope] of fresh) settled.set(kept, scope)
      fresh = new Map()
    },
  }
}

function valuesOf(parts: readonly Part[], row: unknown, beside: Beside | null | undefined): IdFacts['parts'] {
  return Object.fromEntries(parts.map(([name, get]) => [name, get(row, beside)]))
}

/** The paths whose values must never be shown or kept, because an id hides them. */
export function secretPaths(ids: FieldRule | undefined, rule: IdRule): readonly string[] {
  const hidden = Object.values(rule.hidden ?? {}).flatMap(pathList)
  if (rule.hashed !== true) return hidden
  return [...fieldValues(ids).flatMap(pathsIn), ...hidden]
}

/** The paths that a way to get a value reads. */
export function pathsIn(value: FieldValue): readonly string[] {
  if (typeof value === 'string') return [value]
  if ('path' in value) return [value.path]
  if ('values' in value) return [value.values]
  return 'template' in value ? (templatePieces(value.template) ?? []).flatMap((piece) => ('text' in piece ? [] : [piece.name])) : []
}

function none(why: Why): ReadId {
  return { id: null, why }
}

/** Ids are kept exactly as given, also those that can never be ended; a number becomes its digits. */
function rawId(getters: readonly Getter[], row: unknown, beside: Beside | null | undefined): ReadId {
  for (const get of getters) {
    const value = get(row, beside)
    if (value === undefined || value === null) continue
    if (typeof value === 'string') return value.length > MOST_ID ? TOO_LONG : { id: value, why: null }
    if (typeof value !== 'number') return NO_TEXT
    if (Number.isSafeInteger(value)) return { id: String(value), why: null }
    return Number.isInteger(value) ? INEXACT : NO_TEXT
  }
  return NO_ID
}

function partsOf(parts: Readonly<Record<string, FieldPaths>> | undefined): readonly Part[] {
  return Object.entries(parts ?? {}).map(([name, paths]) => {
    const getters = pathList(paths).map(getter)
    return [name, (row, beside) => firstScalar(getters, row, beside)] as const
  })
}

function firstScalar(getters: readonly Getter[], row: unknown, beside: Beside | null | undefined): string | null {
  for (const get of getters) {
    const value = get(row, beside)
    if (typeof value === 'string' && value !== '') return value
    if (typeof value === 'boolean' || (typeof value === 'number' && (Number.isSafeInteger(value) || !Number.isInteger(value))))
      return String(value)
  }
  return null
}

function takenApart(sessionId: string, shownParts: readonly Part[]): Readonly<Record<string, string>> | null {
  const parts = sessionId.split('/')
  if (parts.length !== shownParts.length + 1) return null
  try {
    const [id = '', ...rest] = parts.map(decodeURIComponent)
    return { id, ...Object.fromEntries(rest.map((value, index) => [`id.${shownParts[index]?.[0]}`, value])) }
  } catch {
    return null
  }
}
