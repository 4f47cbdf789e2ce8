import { RollcallError } from '../../../../shared/errors.ts'
import { inEnglish, t } from '../../../../shared/language/language.ts'
import type { Condition } from '../../../../shared/profile/condition.ts'
import type { InputValues } from '../../../../shared/profile/input.ts'
import type { Each } from '../../../../shared/profile/list.ts'
import { pathList } from '../../../../shared/profile/path.ts'
import type { Base } from '../address.ts'
import { compileConditions, deafWhere, renamedField } from './conditions.ts'
import { type ListReader, listReader, type Reading, type RowKeys } from './list-reader.ts'
import { secretNames } from './other.ts'
import type { GapFound } from './pass.ts'
import { type Beside, type Getter, getter, isRow } from './path.ts'
import type { Placed } from './placed.ts'
import { kindOf } from './rows.ts'

/** One of the things that a list is read for: what stands beside its rows, and how it is called. */
export interface Parent {
  readonly value: unknown
  readonly called: string
}

export interface Parents {
  readonly all: readonly Parent[]
  readonly gap: GapFound | null
}

/** Finds what a list is read once for each of. */
export type ParentReader = (reading: Reading, beside: Beside | null) => Promise<Parents>

const NAMES = ['name', 'username', 'userName', 'login', 'clientId', 'id', 'uuid', 'key']
const ITSELF_OR_NAME: readonly Getter[] = [(value) => value, ...NAMES.map((name) => getter(name))]
const KEYS = ['id', 'uuid', '_id', 'pk', 'key', 'name', 'username']

/** Compiles `each`. The reader throws `bad-input` for an input without words, and what reading a list throws. */
export function parentReader(each: Each, base: Base, inputs: InputValues): ParentReader {
  if ('input' in each) {
    const { input } = each
    return async (reading) => ({ all: wordsOf(reading, input).map((word) => ({ value: word, called: word })), gap: null })
  }
  if ('signIn' in each) {
    const get = getter(each.signIn)
    return async (reading) => {
      const { token } = await reading.client.signedIn(reading.signal)
      return { all: ofSignIn(reading, get, each.signIn).map((parent) => withoutSecrets(reading, parent, token, each.signIn)), gap: null }
    }
  }
  const read = listReader(each, base, () => t('reading.doingList', { name: each.as }))
  const called = [...pathList(each.called), ...NAMES].map((path) => getter(path))
  const isWanted = wantedTest(each.where, inputs)
  const deaf = deafWhere(each.where)
  return (reading, beside) => listed(reading, beside, { read, called, isWanted, deaf, name: `${each.as}s` })
}

/** What reading a parent list takes. */
interface ParentList {
  readonly read: ListReader
  readonly called: readonly Getter[]
  /** What they are, in the plural, as the profile names one: "users". */
  readonly name: string
  isWanted(placed: Placed): boolean
  /** The path that no row has, without which none of them is wanted. */
  deaf(rows: readonly Placed[]): string | null
}

function wantedTest(where: readonly Condition[] | undefined, inputs: InputValues): ParentList['isWanted'] {
  if (where === undefined) return () => true
  let at = 0
  const test = compileConditions(where, () => at, { inputs })
  return ({ row, beside, origin }) => {
    at = origin.at
    return test(row, beside)
  }
}

async function listed(reading: Reading, beside: Beside | null, { read, called, isWanted, deaf, name }: ParentList): Promise<Parents> {
  // Parents count as pages and bytes of the read, but not as sessions.
  const { spent } = reading
  const own = { rows: 0, pages: spent.pages, bytes: spent.bytes }
  const { rows, gap } = await read(reading, reading.scope, beside, { ...PARENT_KEYS, noun: t('reading.parents', { name }) }, own)
  spent.pages = own.pages
  spent.bytes = own.bytes
  const renamed = deaf(rows)
  if (renamed !== null) throw renamedField(reading.serverName, t('reading.doingSource', { name }), renamed)
  const all = rows.filter(isWanted).map((placed, index) => {
    const value = parentOf(placed)
    return { value, called: textOf(called, value) ?? t('reading.numbered', { number: index + 1 }) }
  })
  return { all, gap }
}

/** A map's name is all that some lists say of a thing. */
function parentOf({ row, beside }: Placed): unknown {
  const key = beside?.key
  return typeof key === 'string' && isRow(row) && !Object.hasOwn(row, 'key') ? { ...row, key } : row
}

const PARENT_KEYS: RowKeys = {
  keyOf({ row, beside }: Placed): string {
    const key = beside?.key
    if (typeof key === 'string') return key
    if (isRow(row)) {
      for (const name of KEYS) {
        const value = Object.hasOwn(row, name) ? row[name] : undefined
        if (typeof value === 'string' || typeof value === 'number') return `${name} ${value}`
      }
    }
    return looseKey(row)
  },
  isSame: () => true,
}

/** A key for rows without an id; deep nesting overflows JSON.stringify. */
export function looseKey(row: unknown): string {
  try {
    return `\u0000${JSON.stringify(row)}`
  } catch {
    return '\u0000'
  }
}

function textOf(getters: readonly Getter[], row: unknown): string | null {
  for (const get of getters) {
    const value = get(row)
    if (typeof value === 'string' && value !== '') return value
    if (typeof value === 'number') return String(value)
  }
  return null
}

function wordsOf({ scope, serverName }: Reading, input: string): readonly string[] {
  const inputs = scope.input
  const given = isRow(inputs) && Object.hasOwn(inputs, input) ? inputs[input] : undefined
  const words = typeof given === 'string' ? given.split(/[,\n]/).map((word) => word.trim()) : []
  const distinct = [...new Set(words.filter((word) => word !== ''))]
  if (distinct.length > 0) return distinct
  throw new RollcallError({
    code: 'bad-input',
    message: t('connection.noNames', { server: serverName }),
    next: t('connection.noNamesNext', { input }),
  })
}

const isSecret = secretNames([])

/** What stands beside rows can be shown, so nothing of it may be a token; throws `wrong-shape` for one that is nothing else. */
function withoutSecrets(reading: Reading, parent: Parent, token: string | null, path: string): Parent {
  const { value } = parent
  if (isRow(value) && !Array.isArray(value)) {
    const plain = Object.entries(value).filter(([name, inner]) => !isSecret('', name) && (token === null || inner !== token))
    return { value: Object.fromEntries(plain), called: parent.called === token ? '' : parent.called }
  }
  if (token === null || (value !== token && !JSON.stringify(value ?? null).includes(JSON.stringify(token)))) return parent
  throw new RollcallError({
    code: 'wrong-shape',
    message: t('connection.signInIsToken', { server: reading.serverName, path }),
    next: t('connection.signInIsTokenNext'),
  })
}

function ofSignIn({ scope, serverName }: Reading, get: Getter, path: string): readonly Parent[] {
  const found = get(scope.signIn) ?? []
  const values: readonly unknown[] = Array.isArray(found) ? found : [found]
  if (values.length > 0)
    return values.map((value, index) => ({ value, called: textOf(ITSELF_OR_NAME, value) ?? t('reading.numbered', { number: index + 1 }) }))
  throw new RollcallError({
    code: 'wrong-shape',
    message: t('connection.signInHasNot', { server: serverName, path }),
    next: t('connection.signInHasNotNext'),
    technical: inEnglish(() => kindOf(scope.signIn ?? null)),
  })
}
