import { type Cast, createCasting } from './cast.ts'
import type { Device } from './devices.ts'
import { createRandom } from './random.ts'
import { type Identity, isAlive, type PracticeSession, SESSIONS_PER_USER } from './session.ts'

/** On average somebody comes or goes this often on each server, in ms. */
const CHANGE_EVERY = 13_000

/** Owners and programs sign in again this soon after their session was ended, in ms. */
const BACK_AFTER = 8000

/** A user signs in, or is told that ten sessions are enough. */
export type Login = { readonly kind: 'opened'; readonly session: PracticeSession } | { readonly kind: 'too-many' }

/**
 * The sessions of one practice server and the life among them. Pure: the same seed, start and calls give the same sessions, however
 * often somebody looks. Times are epoch ms and must not go backwards.
 */
export interface World {
  /** What the server's list shows, oldest first. */
  list(now: number): readonly PracticeSession[]
  /** A session that is in the books, listed or not. */
  find(id: string, now: number): PracticeSession | null
  /** Ends one session, listed or not; false when there is none. */
  end(id: string, now: number): boolean
  /** Ends all sessions of one user but the console's own; returns how many. */
  endUser(userId: string, now: number): number
  /** Ends all sessions that show this username but the console's own; returns how many. */
  endUsername(username: string, now: number): number
  login(identity: Identity, device: Device, now: number): Login
  /** A request was made with this session: it is active now. False when it may not be used any more. */
  use(id: string, now: number): boolean
  /** The identity behind a username; a new one for names nobody has met. */
  identityOf(username: string, now: number): Identity
}

export function createWorld(seed: number, cast: Cast, startedAt: number): World {
  const random = createRandom(seed)
  const casting = createCasting(cast, random)
  const books = new Map(casting.opening(startedAt).map((session) => [session.id, session]))
  const usual = books.size
  const returns: { readonly at: number; readonly account: PracticeSession }[] = []
  let nextChange = startedAt + pause()
  let listed: { readonly second: number; readonly sessions: readonly PracticeSession[] } | null = null

  function pause(): number {
    return Math.ceil(-Math.log(1 - random.next()) * CHANGE_EVERY)
  }

  function changed(): void {
    listed = null
  }

  function put(session: PracticeSession): void {
    books.set(session.id, session)
    changed()
  }

  function isFull(username: string, now: number): boolean {
    const theirs = [...books.values()].filter((session) => session.username === username && isAlive(session, now))
    return username !== '' && theirs.length >= SESSIONS_PER_USER
  }

  function arrive(at: number): void {
    const identity = casting.ordinary(cast.firstPerson + random.whole(0, Math.max(11, Math.ceil(cast.sessions / 2))))
    const session = casting.open(identity, random.pick(['desktop', 'desktop', 'phone']), at, { steady: random.chance(0.3) })
    if (!isFull(identity.username, at)) put(session)
  }

  function leave(): void {
    const restless = [...books.values()].filter((session) => !session.steady)
    const [first, ...others] = restless
    if (first === undefined) return
    books.delete(random.pick([first, ...others]).id)
    changed()
  }

  function comeAndGo(at: number): void {
    const shortage = (usual - books.size) / Math.max(8, usual / 8)
    if (random.chance(0.5 + shortage / 2)) arrive(at)
    else leave()
  }

  function expire(session: PracticeSession, at: number): void {
    books.delete(session.id)
    changed()
    if (session.own || session.account === 'owner' || session.account === 'service') put(again(session, at))
  }

  function signInAgain(): void {
    const back = returns.shift()
    if (back !== undefined) put(again(back.account, back.at))
  }

  /** The same account signs in anew from the same device. */
  function again({ own, userAgent, address, activity, ...identity }: PracticeSession, at: number): PracticeSession {
    return casting.open(identity, 'program', at, { own, userAgent, address, activity, type: identity.type })
  }

  /** Lets everything happen that was due by `now`, one thing after the other: so it is the same however often somebody looks. */
  function catchUp(now: number): void {
    for (;;) {
      const [back] = returns
      const oldest = books.values().next().value
      const expiry = oldest === undefined ? Number.POSITIVE_INFINITY : oldest.expiresAt
      const at = Math.min(nextChange, expiry, back?.at ?? Number.POSITIVE_INFINITY)
      if (at > now) return
      if (oldest !== undefined && at === expiry) expire(oldest, at)
      else if (back !== undefined && at === back.at) signInAgain()
      else {
        comeAndGo(at)
        nextChange = at + pause()
      }
    }
  }

  /** The list holds for a second unless something changes: paging through 25 000 sessions must not go over all of them for each page. */
  function list(now: number): readonly PracticeSession[] {
    const second = Math.floor(now / 1000)
    if (listed?.second !== second) listed = { second, sessions: [...books.values()].filter((session) => isAlive(session, now)) }
    return listed.sessions
  }

  function end(session: PracticeSession, now: number): void {
    books.delete(session.id)
    changed()
    if (session.account === 'owner' || session.account === 'service') returns.push({ at: now + BACK_AFTER, account: session })
  }

  function endWhere(isTheirs: (session: PracticeSession) => boolean, now: number): number {
    catchUp(now)
    const theirs = [...books.values()].filter((session) => isTheirs(session) && !session.own)
    for (const session of theirs) end(session, now)
    return theirs.length
  }

  function find(id: string, now: number): PracticeSession | null {
    catchUp(now)
    return books.get(id) ?? null
  }

  return {
    list(now) {
      catchUp(now)
      return list(now)
    },
    find,
    end(id, now) {
      const session = find(id, now)
      if (session !== null) end(session, now)
      return session !== null
    },
    endUser: (userId, now) => endWhere((session) => session.userId === userId, now),
    endUsername: (username, now) => endWhere((session) => session.username === username, now),
    login(identity, device, now) {
      catchUp(now)
      if (isFull(identity.username, now)) return { kind: 'too-many' }
      const session = casting.open(identity, 'desktop', now, { ...device, activity: { kind: 'seen', at: now } })
      put(session)
      return { kind: 'opened', session }
    },
    use(id, now) {
      const session = find(id, now)
      if (session === null || !isAlive(session, now)) return false
      put({ ...session, activity: { kind: 'seen', at: now } })
      return true
    },
    identityOf(username, now) {
      catchUp(now)
      const known = [...books.values()].find((session) => session.username === username)
      if (known !== undefined) return known
      return { username, userId: `u-${username.toLowerCase()}`, displayName: null, email: null, account: null }
    },
  }
}
