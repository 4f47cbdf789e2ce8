import { type Fields, type FieldValue, fieldValues } from '../../../../shared/profile/field.ts'
import { pathSteps } from '../../../../shared/profile/path.ts'
import { pathsIn } from './identity.ts'
import { type Beside, type Getter, getter, type Row } from './path.ts'
import { Detailed } from './placed.ts'

const MOST_ENTRIES = 100
const MOST_DEPTH = 5
const MOST_VALUE = 1000
/** Field names that are remembered; a server that makes up names for each row gets no more memory than that. */
const MOST_NAMES = 1000

/** A field whose folded name holds one of these is taken for a secret: one value too few is shown rather than one token of somebody. */
const SECRET_WORDS = [
  'token',
  'secret',
  'password',
  'passwd',
  'passphrase',
  'passcode',
  'pwd',
  'cookie',
  'jwt',
  'bearer',
  'csrf',
  'xsrf',
  'authorization',
  'authorisation',
  'credential',
  'assertion',
  'signature',
  'apikey',
  'accesskey',
  'privatekey',
  'secretkey',
  'sessionkey',
  'signingkey',
  'authkey',
] as const

type Other = readonly { readonly name: string; readonly value: string | null }[]

/** What decides which facts of a row are kept beside the mapped ones. */
export interface OtherOptions {
  readonly fields: Fields
  /** Names that a profile calls secret, in any spelling. */
  readonly secretFields: readonly string[]
  /** Paths whose values are part of an id that hides them. */
  readonly secretPaths: readonly string[]
}

/**
 * Compiles the reader of everything a row and its details give beyond the mapped fields. A path that only stands in for one that was there
 * is kept, so that nothing the server gave is lost. Of what looks like a secret by its name only that name is kept, at any depth and
 * without anything it holds; and so of the fields that the profile names, of what its ids hide, and of every text that holds such a value
 * under another name.
 */
export function otherReader({ fields, secretFields, secretPaths }: OtherOptions): (raw: unknown) => Other {
  const isSecret = secretNames(secretFields)
  const mapped = mappedPaths(fields)
  const hidden = secretPaths.map((path) => ({ path: walkedPath(path), get: getter(path) }))

  return (raw) => {
    const found: { name: string; value: string | null }[] = []
    const { row, detail } = raw instanceof Detailed ? raw : { row: raw, detail: undefined }
    const beside = detail === undefined ? null : { detail }
    const secrets = hidden.map(({ get }) => get(row, beside)).flatMap(secretText)
    const holdsSecret = (text: string) => secrets.some((secret) => text.includes(secret))
    const keep = (path: string, value: unknown): void => {
      if (found.length >= MOST_ENTRIES || mapped.isShown(path, row, beside)) return
      const name = path.replace(/^\$/, '').slice(0, MOST_VALUE)
      // A name that holds a secret is one itself.
      if (holdsSecret(name)) return
      const text = value === SECRET || hidden.some((secret) => isBelow(path, secret.path)) ? null : String(value)
      found.push({ name, value: text === null || holdsSecret(text) ? null : text.slice(0, MOST_VALUE).toWellFormed() })
    }
    if (typeof row === 'object' && row !== null) walk(row, '', 0, isSecret, keep)
    if (typeof detail === 'object' && detail !== null) walk(detail, '$detail', 0, isSecret, keep)
    return found
  }
}

/** Shorter texts would be found everywhere. */
function secretText(value: unknown): readonly string[] {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && text.length >= 4 ? [text] : []
}

/** Whether a path, as `walkedPath` writes it, is another one or lies within it. */
export function isBelow(path: string, parent: string): boolean {
  return path === parent || path.startsWith(`${parent}.`) || path.startsWith(`${parent}[`)
}

/** A path in one spelling, as the facts of a row are named. */
export function walkedPath(path: string): string {
  return pathSteps(path).reduce<string>((walked, step) => (typeof step === 'number' ? `${walked}[${step}]` : joined(walked, step)), '')
}

interface Mapped {
  /** Whether a value stands in a column already, because no earlier way of its field gave one. */
  isShown(path: string, row: unknown, beside: Beside | null): boolean
}

function mappedPaths(fields: Fields): Mapped {
  const earlier = new Map<string, readonly Getter[]>()
  const whole: string[] = []
  for (const rule of Object.values(fields)) {
    const before: Getter[] = []
    for (const value of fieldValues(rule)) {
      const paths = shownPaths(value)
      for (const path of paths) if (!earlier.has(walkedPath(path))) earlier.set(walkedPath(path), [...before])
      if (typeof value === 'object' && 'values' in value) whole.push(walkedPath(value.values))
      before.push(...paths.map((path) => getter(path)))
    }
  }
  return {
    isShown(path, row, beside) {
      if (whole.some((parent) => isBelow(path, parent))) return true
      return earlier.get(path)?.every((get) => (get(row, beside) ?? null) === null) ?? false
    },
  }
}

/** What a pattern cut a piece out of, or a map put other words for, still says more than its column. */
function shownPaths(value: FieldValue): readonly string[] {
  if (typeof value === 'object' && 'values' in value) return []
  const saysLess = typeof value === 'object' && 'path' in value && (value.match !== undefined || value.map !== undefined)
  return saysLess ? [] : pathsIn(value)
}

/** Stands for a value that is not to be looked at. */
const SECRET = Symbol('secret')

type IsSecret = (path: string, name: string) => boolean

/** Spellings differ: `access_token`, `Access-Token` and `accessToken` are one name. */
function folded(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/** Tells by its last two names whether a field holds a secret: `{ "api": { "key": … } }` holds one as well as `apiKey`. */
export function secretNames(secretFields: readonly string[], words: readonly string[] = SECRET_WORDS): IsSecret {
  const named = new Set(secretFields.map(folded))
  const known = new Map<string, boolean>()
  return (path, name) => {
    const pair = `${path.slice(path.lastIndexOf('.') + 1)}.${name}`
    const before = known.get(pair)
    if (before !== undefined) return before
    const text = folded(pair)
    const answer = named.has(folded(name)) || words.some((word) => text.includes(word))
    if (known.size < MOST_NAMES) known.set(pair, answer)
    return answer
  }
}

/** Walks down to the values that are neither objects nor arrays, no deeper than a person could read. */
function walk(parent: object, path: string, depth: number, isSecret: IsSecret, leaf: (path: string, value: unknown) => void): void {
  const inArray = Array.isArray(parent)
  const isSecretPair = namesSecret(parent, isSecret)
  for (const key of Object.keys(parent)) {
    const value: unknown = (parent as Row)[key]
    if (value === null || value === undefined) continue
    const here = inArray ? `${path}[${key}]` : joined(path, key)
    if ((!inArray && isSecret(path, key)) || (isSecretPair && key === 'value')) leaf(here, SECRET)
    else if (typeof value !== 'object') leaf(here, value)
    else if (depth < MOST_DEPTH) walk(value, here, depth + 1, isSecret, leaf)
  }
}

/** Whether an object is one of a list of names and values, such as `{ "name": "Cookie", "value": … }`, and the name is a secret's. */
function namesSecret(parent: object, isSecret: IsSecret): boolean {
  if (!('value' in parent)) return false
  const { name, key } = parent as Row
  return [name, key].some((text) => typeof text === 'string' && isSecret('', text))
}

function joined(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}
