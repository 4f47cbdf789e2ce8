import type { SessionField } from '../../../../shared/profile/field.ts'
import { given, type Leaf } from './leaves.ts'

/** Which path is proposed for which field. */
export type FieldPaths = Partial<Record<SessionField, string>>

/** A field that is told by name and value, other than a time. */
type PlainField = Exclude<SessionField, 'createdAt' | 'lastActiveAt' | 'expiresAt' | 'sessionId' | 'account'>

const IPV4 = /^(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?$/
const IPV6 = /^\[?(?:[\da-f]{0,4}:){2,7}[\da-f]{0,4}(?:\]|%|\/|$)/i
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const AGENT = /^(?:Mozilla\/\d|[\w.-]+\/\d+(?:\.\d+)+)/
const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i

/** The share of a leaf's values that a test holds for; 0 where there are none. */
function share(leaf: Leaf, test: (text: string) => boolean): number {
  const values = given(leaf)
  return values.length === 0 ? 0 : values.filter((value) => typeof value === 'string' && test(value)).length / values.length
}

const isAddress = (text: string) => IPV4.test(text) || IPV6.test(text)

/** `user name` for `userName`; the last two words of the whole path for `user.name`. */
function named(leaf: Leaf): { readonly own: string; readonly whole: string } {
  return { own: leaf.words.join(' '), whole: [...leaf.above, ...leaf.words].slice(-2).join(' ') }
}

const PERSON = new Set(['user', 'identity', 'account', 'principal', 'person', 'owner', 'member', 'traits', 'subject', 'profile'])

function isOfPerson(leaf: Leaf): boolean {
  return leaf.above.some((word) => PERSON.has(word))
}

function isText(leaf: Leaf): boolean {
  const values = given(leaf)
  return values.length > 0 && values.every((value) => typeof value === 'string')
}

/** How well a leaf fits a field; 0: not at all. Names count most, values decide between alike names and where there are no names. */
const SCORES: Readonly<Record<PlainField, (leaf: Leaf, rows: number) => number>> = {
  user: scoreUser,
  userId: scoreUserId,
  displayName: (leaf) => {
    if (!isText(leaf)) return 0
    const { own, whole } = named(leaf)
    if (/^(?:display ?name|full ?name|real ?name|common name|user full name)$/.test(own))
      return isOfPerson(leaf) || leaf.depth === 1 ? 9 : 5
    return /^(?:user|identity|person) (?:name|displayname)$/.test(whole) ? 4 : 0
  },
  email: (leaf) => {
    const byName = leaf.words.some((word) => /^e?mail$/.test(word)) ? 5 : 0
    return share(leaf, (text) => EMAIL.test(text)) > 0.5 ? byName + 4 : 0
  },
  address: (leaf) => {
    const { own } = named(leaf)
    const byValue = share(leaf, isAddress) > 0.5 ? 6 : 0
    const byName =
      /\b(?:ip|addr|address|ipaddress)\b/.test(own) || /^(?:remote|client|peer|source) ?(?:host|end ?point|addr(?:ess)?)$/.test(own)
    // The node's own address is nobody's; a last one is better than one of a proxy.
    const foreign = /\b(?:server|node|local|proxy)\b/.test(own) ? -4 : 0
    if (byValue === 0) return byName && share(leaf, (text) => /^[\w.-]+$/.test(text)) > 0.5 && !/\bmac\b|mail/.test(own) ? 3 : 0
    return byValue + (byName ? 4 : 0) + foreign
  },
  userAgent: (leaf) => {
    const { own, whole } = named(leaf)
    const byValue = share(leaf, (text) => AGENT.test(text)) > 0.5 ? 5 : 0
    if (!isText(leaf)) return 0
    if (/\buser ?agent\b/.test(own) || whole === 'agent string') return 6 + byValue
    if (/^(?:ua|agent|browser|client|client name|device name|description)$/.test(own) && (byValue > 0 || own !== 'description'))
      return 3 + byValue
    return byValue
  },
  type: (leaf, rows) => {
    if (!isText(leaf) || !isKindLike(leaf, rows)) return 0
    const { own } = named(leaf)
    const inside = leaf.depth > 1 ? -3 : 0
    if (/^(?:type|session type|kind|category|session kind|client type|connection type)$/.test(own)) return 8 + inside
    return /^(?:protocol|auth(?:entication)? (?:method|type)|channel|interface)$/.test(own) ? 5 + inside : 0
  },
  node: (leaf) => {
    const { own } = named(leaf)
    if (!isText(leaf)) return 0
    if (/^(?:node|server ?name|node ?name|node id|host ?name|instance|instance id|machine|machine name)$/.test(own)) return 7
    return /^(?:server|host)$/.test(own) ? 4 : 0
  },
  project: (leaf) => scoreName(leaf, /^(?:project|matter|workspace|case)$/),
  organisation: (leaf) => scoreName(leaf, /^(?:organi[sz]ation|org|tenant|company|customer|team)$/),
  own: (leaf) => {
    if (!given(leaf).every((value) => typeof value === 'boolean') || given(leaf).length === 0) return 0
    return /^(?:is )?(?:current|own|self|me|mine|this)(?: session)?$/.test(named(leaf).own) ? 9 : 0
  },
}

/** A thing that is named itself (`project`), by its name (`projectName`, `project.name`), or only by its id, which tells a person little. */
function scoreName(leaf: Leaf, thing: RegExp): number {
  if (!isText(leaf)) return 0
  const [last, before] = [leaf.words.at(-1) ?? '', leaf.words.at(-2) ?? leaf.above.at(-1) ?? '']
  if (leaf.words.length === 1 && thing.test(last)) return 8
  if (!thing.test(before)) return 0
  if (last === 'name') return 9
  return /^(?:id|uuid|key)$/.test(last) ? 2 : 0
}

/** Few values for many rows, and short: words for a kind rather than names of things. */
function isKindLike(leaf: Leaf, rows: number): boolean {
  const values = new Set(given(leaf))
  return values.size <= 12 && (values.size < rows || rows <= 3) && share(leaf, (text) => text.length <= 40) === 1
}

function scoreUser(leaf: Leaf): number {
  if (!isText(leaf)) return 0
  const { own, whole } = named(leaf)
  const opaque = share(leaf, (text) => UUID.test(text)) > 0.5 || share(leaf, isAddress) > 0.5
  if (opaque) return 0
  const inside = Math.min(leaf.depth - 1, 2) * 0.5
  if (
    /^(?:user ?name|login ?name|user ?login|account ?name|login|logon ?name|sam ?account ?name|upn|user principal name|preferred username)$/.test(
      own,
    )
  )
    return 11 - inside
  if (/^(?:user|remote user|last user name|principal|jid|who|actor|guessed user name|owner)$/.test(own)) return 10 - inside
  if (/^(?:user|identity|account|principal|person|member|subject) (?:name|login|username|user name)$/.test(whole)) return 9
  if (/^(?:account|subject|sub|uid|user id|userid|nick ?name)$/.test(own)) return 4 - inside
  if (leaf.words.some((word) => /^e?mail$/.test(word))) return 3 - inside
  return /^(?:display ?name|full ?name)$/.test(own) ? 2 : 0
}

function scoreUserId(leaf: Leaf): number {
  if (!given(leaf).every((value) => typeof value === 'string' || typeof value === 'number') || given(leaf).length === 0) return 0
  const { own, whole } = named(leaf)
  if (/^(?:user ?id|user pk|user uuid|user ?guid|account id|identity id|last user id|owner id|subject id)$/.test(own)) return 9
  if (/^(?:user|identity|account|principal|person|member) (?:id|uuid|pk|key)$/.test(whole)) return 8
  if (own === 'user' && given(leaf).every((value) => typeof value === 'number')) return 7
  return /^(?:uid|sub|subject)$/.test(own) ? 6 : 0
}

/**
 * The path of each plain field, by names and values. The best pairs are taken first, and no path twice: what is the user's name can't be
 * the display name as well.
 */
export function proposePlain(leaves: readonly Leaf[], rows: number, taken: ReadonlySet<string>): FieldPaths {
  const pairs = (Object.keys(SCORES) as PlainField[]).flatMap((field) =>
    leaves.filter(({ path }) => !taken.has(path)).map((leaf) => ({ field, path: leaf.path, score: SCORES[field](leaf, rows) })),
  )
  const proposed: FieldPaths = {}
  const used = new Set<string>()
  for (const { field, path } of pairs.filter((pair) => pair.score > 0).toSorted((left, right) => right.score - left.score)) {
    if (proposed[field] !== undefined || used.has(path)) continue
    proposed[field] = path
    used.add(path)
  }
  return proposed
}

/** How well a leaf serves as the session's id: unlike in every row, and called so. */
export function scoreId(leaf: Leaf): number {
  const values = given(leaf)
  if (values.length === 0 || values.length < leaf.values.length) return 0
  if (!values.every((value) => typeof value === 'string' || (typeof value === 'number' && Number.isInteger(value)))) return 0
  const unlike = new Set(values.map(String)).size === values.length
  if (!unlike) return 0
  const { own } = named(leaf)
  const inside = (leaf.depth - 1) * 2 + (isOfPerson(leaf) ? 6 : 0)
  if (/^(?:session ?id|session ?uuid|session ?key|session ?guid|sid)$/.test(own)) return Math.max(0.5, 13 - inside)
  if (/^(?:id|uuid|guid|identifier|_id|object id)$/.test(own)) return Math.max(0.5, 11 - inside)
  if (/^(?:handle|accessor|partial ?token|key|device id|connection id|token id|login id)$/.test(own)) return Math.max(0.5, 7 - inside)
  if (/\btoken\b/.test(own)) return Math.max(0.5, 4 - inside)
  return /^(?:name|session)$/.test(own) && inside === 0 ? 3 : 0
}
