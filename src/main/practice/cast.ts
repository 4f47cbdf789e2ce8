import { type Device, type DeviceKind, deviceOf } from './devices.ts'
import { personOf } from './people.ts'
import type { Random } from './random.ts'
import { type Activity, IDLE_TIMEOUT, type Identity, type PracticeSession, SESSIONS_PER_USER } from './session.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Who is on one practice server at its start, and what its sessions are called there. */
export interface Cast {
  /** The account the console signs in with, whether its own connection is a session of that server, and how many more it has elsewhere. */
  readonly console: { readonly username: string; readonly listed: boolean; readonly elsewhere: number }
  /** A session ends so long after it began, in ms, whatever its user does. */
  readonly longest: number
  readonly owner: string | null
  readonly services: readonly string[]
  /** Sessions of nobody: API keys and monitors, and people who still look at the sign-in page. */
  readonly anonymous: number
  readonly blank: number
  /** The number of somebody who signs in from five places, and of somebody who is at the limit. */
  readonly spread: number | null
  readonly crowded: number | null
  /** The first person's number, and how many sessions all the ordinary people have together. */
  readonly firstPerson: number
  readonly sessions: number
  readonly username: (given: string, family: string) => string
  readonly type: (kind: DeviceKind) => string
}

const PROJECTS = [
  ['Meridian v. Halcyon', 'Contract dispute, review set <2>', 'Ashby & Cole LLP'],
  ['Subpoena 2211', 'Mail of 12 custodians, "hot" documents', 'Ashby & Cole LLP'],
  ['Harbour Merger Review', 'Second request, phase 1', 'Northfield Group'],
  ['Internal Audit Q4', '', 'Northfield Group'],
  ['Claims Archive', "Insurer's claims 2014-2022", 'Solent Insurance'],
] as const

const SPREAD_ADDRESSES = ['192.0.2.61', '198.51.100.7', '203.0.113.140', '203.0.113.9', '2001:db8:77:4::12'] as const

/** How often people and programs are active, in ms; all well below the idle timeout. */
const PACES = [4000, 11_000, 30_000, 90_000, 6 * MINUTE, 21 * MINUTE, 52 * MINUTE] as const

/** Makes sessions that fit a cast; the same stream of numbers makes the same sessions. */
export interface Casting {
  readonly ordinary: (index: number) => Identity
  readonly open: (identity: Identity, kind: DeviceKind, createdAt: number, more?: Partial<PracticeSession>) => PracticeSession
  /** All sessions of the first moment, oldest first. */
  readonly opening: (startedAt: number) => PracticeSession[]
}

/** How many sessions of the first moment belong to no ordinary person. */
export function specialSessions(cast: Cast): number {
  const named =
    (cast.console.listed ? 1 : 0) +
    cast.console.elsewhere +
    (cast.owner === null ? 0 : 1) +
    cast.services.length +
    cast.anonymous +
    cast.blank
  return named + (cast.spread === null ? 0 : SPREAD_ADDRESSES.length) + (cast.crowded === null ? 0 : SESSIONS_PER_USER)
}

/** An account without a person behind it. */
function accountOf(username: string, account: Identity['account']): Identity {
  return { username, userId: username === '' ? null : `a-${username.toLowerCase()}`, displayName: null, email: null, account }
}

export function createCasting(cast: Cast, random: Random): Casting {
  function ordinary(index: number): Identity {
    const person = personOf(index)
    const username = cast.username(person.given, person.family)
    return { username, userId: `u-${1000 + index}`, displayName: person.displayName, email: person.email, account: null }
  }

  function open(identity: Identity, kind: DeviceKind, createdAt: number, more: Partial<PracticeSession> = {}): PracticeSession {
    const device: Device = deviceOf(random, kind)
    const [project, projectDescription, organisation] = random.pick(PROJECTS)
    const activity: Activity = { kind: 'pace', pace: kind === 'probe' ? 30_000 : random.pick(PACES), phase: random.whole(0, HOUR) }
    const id = `${random.hex(8)}-${random.hex(4)}-${random.hex(12)}`
    const work = { project, projectDescription, organisation }
    const facts = { id, type: cast.type(kind), ...work, createdAt, expiresAt: createdAt + cast.longest, activity, steady: true, own: false }
    return { ...identity, ...device, ...facts, ...more }
  }

  function cameAt(startedAt: number): number {
    // Most people came lately; nobody so early that the list would empty during a day's training because sessions expire.
    return startedAt - Math.floor(2 * MINUTE + random.next() ** 2 * cast.longest * (15 / 24))
  }

  function specials(startedAt: number): PracticeSession[] {
    const came = (): number => cameAt(startedAt)
    const mine = accountOf(cast.console.username, null)
    const several = (count: number, make: (index: number) => PracticeSession): PracticeSession[] =>
      Array.from({ length: count }, (_, index) => make(index))
    return [
      ...several(cast.console.listed ? 1 : 0, () =>
        open(mine, 'program', startedAt, { own: true, activity: { kind: 'pace', pace: 5000, phase: 0 }, userAgent: 'Rollcall' }),
      ),
      ...several(cast.console.elsewhere, () => open(mine, 'desktop', came())),
      ...(cast.owner === null ? [] : [open(accountOf(cast.owner, 'owner'), 'desktop', came())]),
      ...cast.services.map((name) => open(accountOf(name, 'service'), 'program', came())),
      ...several(cast.crowded === null ? 0 : SESSIONS_PER_USER, () =>
        open(ordinary(cast.crowded ?? 0), random.chance(0.3) ? 'phone' : 'desktop', came()),
      ),
      ...spreadOut(came),
      // Wherever there is anonymous work, one of them at least is a monitor.
      ...several(cast.anonymous, (index) =>
        open(accountOf('anonymous', 'anonymous'), index === 0 || random.chance(0.6) ? 'probe' : 'program', came()),
      ),
      ...several(cast.blank, () => open(accountOf('', 'anonymous'), 'desktop', startedAt - random.whole(1, 25) * MINUTE)),
      // Timed out for idleness: still in the books, listed no more.
      ...several(2, () =>
        open(ordinary(cast.firstPerson + 1), 'desktop', startedAt - 5 * HOUR, {
          activity: { kind: 'seen', at: startedAt - IDLE_TIMEOUT - 20 * MINUTE },
        }),
      ),
    ]
  }

  function spreadOut(came: () => number): PracticeSession[] {
    if (cast.spread === null) return []
    const identity = ordinary(cast.spread)
    return SPREAD_ADDRESSES.map((address, index) => open(identity, index % 2 === 0 ? 'desktop' : 'phone', came(), { address }))
  }

  function opening(startedAt: number): PracticeSession[] {
    const sessions = specials(startedAt)
    for (let index = 0, left = cast.sessions; left > 0; index += 1) {
      const identity = ordinary(cast.firstPerson + index)
      const count = Math.min(left, random.pick([1, 1, 1, 2, 2, 3]))
      left -= count
      for (let device = 0; device < count; device += 1) {
        const kind = device === 0 ? 'desktop' : random.pick(['phone', 'phone', 'desktop', 'program'])
        sessions.push(open(identity, kind, cameAt(startedAt), { steady: random.chance(0.65) }))
      }
    }
    return sessions.sort((one, other) => one.createdAt - other.createdAt)
  }

  return { ordinary, open, opening }
}
