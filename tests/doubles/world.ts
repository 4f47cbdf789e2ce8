import { createHash } from 'node:crypto'
import type { DoubleKind } from './double.ts'
import type { Asked, Purpose } from './route.ts'

export interface Person {
  readonly id: string
  readonly name: string
  readonly fullName: string
  readonly email: string
}

/** One session that is really there: what the double lists, and what its client could still use. */
export interface LiveSession {
  /** What the system itself calls it. */
  readonly id: string
  readonly person: Person
  /** What its client signs requests with. */
  readonly token: string
  readonly kind: string
  readonly address: string
  readonly userAgent: string
  readonly createdAt: number
  readonly lastActiveAt: number
  readonly expiresAt: number
}

export interface Planned {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
}

/** Everything a double knows and can be told. */
export interface World {
  origin: string
  readonly people: Person[]
  /** The sessions whose clients still get in. */
  readonly live: Set<LiveSession>
  /** What the one who asks may do. */
  readonly rights: Set<'view' | 'manage'>
  /** Tokens that signing in gave and that still count. */
  readonly tokens: Set<string>
  readonly asked: Asked[]
  /** Requests that fitted no route. */
  readonly strayed: string[]
  /** Parents whose list fails, with the status. */
  readonly broken: Map<string, number>
  /** How long tokens say that they live. */
  tokenSeconds: number
  /** How long a session stays listed after its end. */
  lagMs: number
  /** Adds sessions: the people and kinds take turns. */
  seed(count: number): void
  /** Adds one session with a given id, of the first person unless another is named. */
  add(id: string, changes?: Partial<LiveSession>): LiveSession
  /** What a list shows: the live, and those that ended within the lag. */
  listed(): readonly LiveSession[]
  /** Ends the sessions that fit; gives how many. */
  end(fits: (session: LiveSession) => boolean): number
  /** Answers every request for one purpose by a status, until told otherwise. */
  fail(purposes: readonly Purpose[], planned: Planned | null): void
  planned(purpose: Purpose): Planned | null
}

const START = Date.UTC(2026, 10, 20, 8)
const MINUTE = 60_000

/** An empty world of one kind. */
export function createWorld(kind: Pick<DoubleKind, 'sessionId' | 'kinds'>): World {
  const fading = new Map<LiveSession, number>()
  const plans = new Map<Purpose, Planned>()
  const kinds = kind.kinds ?? ['']
  let count = 0
  const world: World = {
    origin: '',
    people: [],
    live: new Set(),
    rights: new Set(['view', 'manage']),
    tokens: new Set(),
    asked: [],
    strayed: [],
    broken: new Map(),
    tokenSeconds: 60,
    lagMs: 0,
    seed(sessions) {
      for (let index = 0; index < sessions; index += 1) {
        const person = world.people[index % world.people.length]
        if (person !== undefined) world.add(kind.sessionId(count + 1, person), { person })
      }
    },
    add(id, changes = {}) {
      const [person] = world.people
      if (person === undefined) throw new Error('a world without people has no sessions')
      const session: LiveSession = {
        id,
        person,
        token: secretOf(`token ${count}`),
        kind: kinds[Math.floor(count / world.people.length) % kinds.length] ?? '',
        address: `10.0.${Math.floor(count / 250)}.${(count % 250) + 1}`,
        userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
        createdAt: START + count * MINUTE,
        lastActiveAt: START + count * MINUTE + 30 * MINUTE,
        expiresAt: Date.UTC(2036, 0, 1),
        ...changes,
      }
      count += 1
      world.live.add(session)
      return session
    },
    listed: () => [...world.live, ...[...fading].filter(([, until]) => until > Date.now()).map(([session]) => session)],
    end(fits) {
      const ended = [...world.live].filter(fits)
      for (const session of ended) {
        world.live.delete(session)
        if (world.lagMs > 0) fading.set(session, Date.now() + world.lagMs)
      }
      return ended.length
    },
    fail(purposes, planned) {
      for (const purpose of purposes) {
        if (planned === null) plans.delete(purpose)
        else plans.set(purpose, planned)
      }
    },
    planned: (purpose) => plans.get(purpose) ?? null,
  }
  return world
}

/** A made-up credential that always comes out the same. */
export function secretOf(text: string): string {
  return createHash('sha256').update(`double ${text}`).digest('hex').slice(0, 40)
}

/** A made-up UUID that always comes out the same. */
export function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-')
}

/** A person with an id of the system's making. */
export function personOf(name: string, id: string): Person {
  return { id, name, fullName: `${name.slice(0, 1).toUpperCase()}${name.slice(1)} Example`, email: `${name}@example.test` }
}

/** Signs a token in, for doubles that give tokens. */
export function tokenOf(world: World, name: string): string {
  const token = secretOf(`${name} ${world.tokens.size} ${world.origin}`)
  world.tokens.add(token)
  return token
}

/** Kept ids: the id, then its parts, each encoded. */
export function keptId(...parts: readonly string[]): string {
  return parts.length === 1 ? (parts[0] ?? '') : parts.map(encodeURIComponent).join('/')
}

/** The part of a list that a page shows. */
export function pageOf<Row>(rows: readonly Row[], offset: number, limit: number): readonly Row[] {
  return rows.slice(offset, offset + limit)
}

/** A moment that is long gone. */
export const LONG_AGO = Date.UTC(2020, 0, 1)

/** Epoch ms as ISO text. */
export function iso(time: number): string {
  return new Date(time).toISOString()
}
