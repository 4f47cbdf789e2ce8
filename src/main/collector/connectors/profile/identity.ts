import { hash } from 'node:crypto'
import { type FieldRule, fieldValues, type IdRule } from '../../../../shared/profile/field.ts'
import { type FieldPaths, pathList } from '../../../../shared/profile/path.ts'
import { type Beside, type Getter, getter } from './path.ts'
import { plainGetter } from './values.ts'

const MOST_ID = 4000
const HASH_LENGTH = 32

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
  /** What of that must never be shown. */
  secretsOf(sessionId: string): readonly string[]
  /** Takes over what the rows since the last call said of hidden parts; after a complete read, in place of all before. */
  settle(complete: boolean): void
}

/** An id as the server gives it, not its hash, and its further parts by name. */
export interface IdFacts {
  readonly id: string | null
  readonly parts: Readonly<Record<string, string | null>>
}

export type ReadId = { readonly id: string; readonly why: null } | { readonly id: null; readonly why: string }

const NO_TEXT = none('The id is neither text nor a whole number')
// Beyond 2^53 JSON numbers lose digits, so the number read may name another session.
const INEXACT = none('The id is a number too large to be read exactly')
const TOO_LONG = none(`The id is longer than ${MOST_ID} characters`)
const MALFORMED = none('The id holds half a character')
const NO_ID = none('The row has no id')

type Part = readonly [name: string, get: (row: unknown, beside?: Beside | null) => string | null]

/** Compiles how ids are read, put together and taken apart again. */
export function identityOf(ids: FieldRule | undefined, rule: IdRule): Identity {
  const getters = fieldValues(ids).map(plainGetter)
  const shownParts = partsOf(rule.with)
  const hiddenParts = partsOf(rule.hidden)
  const names = shownParts.map(([name]) => name)
  const isPlain = rule.hashed === undefined && shownParts.length === 0
  const missing = new Map(shownParts.map(([name]) => [name, none(`The row has nothing for “${name}”, which is part of its id`)]))
  const hides = hiddenParts.length > 0 || rule.hashed === true
  let memory = new Map<string, Readonly<Record<string, string>>>()
  let fresh = new Map<string, Readonly<Record<string, string>>>()

  function compose(raw: string, row: unknown, beside: Beside | null | undefined): ReadId {
    if (!raw.isWellFormed()) return MALFORMED
    const parts = [rule.hashed === true ? hash('sha256', raw, 'hex').slice(0, HASH_LENGTH) : raw]
    for (const [name, get] of shownParts) {
      const value = get(row, beside)
      if (value === null) return missing.get(name) ?? NO_ID
      if (!value.isWellFormed()) return MALFORMED
      parts.push(value)
    }
    if (parts.length === 1) return { id: raw === parts[0] ? raw : (parts[0] ?? ''), why: null }
    const id = parts.map(encodeURIComponent).join('/')
    return id.length > MOST_ID ? TOO_LONG : { id, why: null }
  }

  function remember(id: string, raw: string, row: unknown, beside: Beside | null | undefined): void {
    const scope: Record<string, string> = { id: raw }
    for (const [name, get] of [...shownParts, ...hiddenParts]) {
      const value = get(row, beside)
      if (value === null) return
      scope[`id.${name}`] = value
    }
    fresh.set(id, scope)
  }

  function read(row: unknown, beside?: Beside | null): ReadId {
    const raw = rawId(getters, row, beside)
    if (raw.id === null || isPlain) {
      if (raw.id !== null && hides) remember(raw.id, raw.id, row, beside)
      return raw
    }
    const kept = compose(raw.id, row, beside)
    if (kept.id !== null && hides) remember(kept.id, raw.id, row, beside)
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
    facts: (row, beside) => ({
      id: rawId(getters, row, beside).id,
      parts: Object.fromEntries([...shownParts, ...hiddenParts].map(([name, get]) => [name, get(row, beside)])),
    }),
    scopeOf(sessionId) {
      if (hides) return memory.get(sessionId) ?? null
      return isPlain ? { id: sessionId } : takenApart(sessionId, names)
    },
    secretsOf(sessionId) {
      const scope = hides ? memory.get(sessionId) : undefined
      if (scope === undefined) return []
      const hidden = hiddenParts.flatMap(([name]) => scope[`id.${name}`] ?? [])
      return rule.hashed === true ? [scope.id ?? '', ...hidden] : hidden
    },
    settle(complete) {
      if (complete) memory = fresh
      else for (const [id, scope] of fresh) memory.set(id, scope)
      fresh = new Map()
    },
  }
}

/** The paths whose values must never be shown or kept, because an id hides them. */
export function secretPaths(ids: FieldRule | undefined, rule: IdRule): readonly string[] {
  const hidden = Object.values(rule.hidden ?? {}).flatMap(pathList)
  if (rule.hashed !== true) return hidden
  const own = fieldValues(ids).flatMap((value) => (typeof value === 'string' ? value : 'path' in value ? value.path : []))
  return [...own, ...hidden]
}

function none(why: string): ReadId {
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

function takenApart(sessionId: string, names: readonly string[]): Readonly<Record<string, string>> | null {
  const parts = sessionId.split('/')
  if (parts.length !== names.length + 1) return null
  try {
    const [id = '', ...rest] = parts.map(decodeURIComponent)
    return { id, ...Object.fromEntries(rest.map((value, index) => [`id.${names[index]}`, value])) }
  } catch {
    return null
  }
}
