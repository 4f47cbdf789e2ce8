import type { SessionField } from '../../../../shared/profile.ts'
import { type Getter, getter, isRow, type Row } from './path.ts'

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

type Other = readonly { readonly name: string; readonly value: string }[]

/**
 * Compiles the reader of everything a row gives beyond its mapped fields. A path that only stands in for one that was there is kept, so
 * that nothing the server gave is lost. What looks like a secret by its name is left out at any depth, with all it holds, and so are the
 * fields that the profile names (`secretFields`, in any spelling).
 */
export function otherReader(
  fields: Readonly<Partial<Record<SessionField, readonly string[]>>>,
  secretFields: readonly string[],
): (raw: unknown) => Other {
  const isSecret = secretNames(secretFields)
  const earlier = new Map<string, readonly Getter[]>()
  for (const paths of Object.values(fields))
    for (const [index, path] of paths.entries()) earlier.set(path, paths.slice(0, index).map(getter))

  return (raw) => {
    const found: { name: string; value: string }[] = []
    if (!isRow(raw)) return found
    const keep = (path: string, value: unknown): void => {
      const isMapped = earlier.get(path)?.every((get) => get(raw) === undefined || get(raw) === null) ?? false
      if (!isMapped) found.push({ name: path.slice(0, MOST_VALUE), value: String(value).slice(0, MOST_VALUE).toWellFormed() })
    }
    walk(raw, '', 0, isSecret, (path, value) => {
      if (found.length < MOST_ENTRIES) keep(path, value)
    })
    return found
  }
}

type IsSecret = (path: string, name: string) => boolean

/** Spellings differ: `access_token`, `Access-Token` and `accessToken` are one name. */
function folded(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/** Tells by its last two names whether a field holds a secret: `{ "api": { "key": … } }` holds one as well as `apiKey`. */
function secretNames(secretFields: readonly string[]): IsSecret {
  const named = new Set(secretFields.map(folded))
  const known = new Map<string, boolean>()
  return (path, name) => {
    const pair = `${path.slice(path.lastIndexOf('.') + 1)}.${name}`
    const before = known.get(pair)
    if (before !== undefined) return before
    const text = folded(pair)
    const answer = named.has(folded(name)) || SECRET_WORDS.some((word) => text.includes(word))
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
    if (value === null || value === undefined || (!inArray && isSecret(path, key))) continue
    if (isSecretPair && key === 'value') continue
    const here = inArray ? `${path}[${key}]` : joined(path, key)
    if (typeof value !== 'object') leaf(here, value)
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
