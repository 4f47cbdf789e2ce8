import { seededRandom } from './measure.ts'

/** When the first poll takes place; epoch ms. */
export const FIRST_POLL = 1_800_000_000_000
/** Between two polls; ms. */
export const INTERVAL = 30_000

/** One live session of a simulated server. */
interface Simulated {
  readonly id: string
  readonly user: number
  readonly agent: number
  readonly type: string
  address: string
  readonly createdAt: number
  lastActiveAt: number
  busy: boolean
}

/** A server's sessions that come, go and work like people do: per poll 2 % end and start and about 42 % are active. */
export interface Population {
  step(): void
  /** The session list as JSON texts, one per session. */
  rows(): string[]
}

const AGENTS = Array.from({ length: 250 }, (_, number) =>
  number % 2 === 0
    ? `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${number}.0.0.0 Safari/537.36`
    : `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7; rv:${number}.0) Gecko/20100101 Firefox/${number}.0 (build ${number} of the year)`,
)

export function createPopulation(server: number, sessions: number): Population {
  const random = seededRandom(server * 7919 + 17)
  let poll = 0
  const now = () => FIRST_POLL + poll * INTERVAL
  const fresh = (age: number): Simulated => {
    const user = server * 1_000_000 + Math.floor(random() * sessions * 0.8)
    return {
      id: uuidFrom(random),
      user,
      agent: Math.floor(random() * AGENTS.length),
      type: random() < 0.8 ? 'browser' : 'REST API',
      address: random() < 0.9 ? addressOf(user) : addressOf(Math.floor(random() * 1_000_000_000)),
      createdAt: now() - age,
      lastActiveAt: now() - Math.floor(random() * Math.min(age + 1, 3_000_000)),
      busy: random() < 0.42,
    }
  }
  const list = Array.from({ length: sessions }, () => fresh(Math.floor(random() * 25 * 60_000)))
  return {
    step: () => {
      poll += 1
      for (const [index, session] of list.entries()) {
        if (random() < 0.02) list[index] = fresh(Math.floor(random() * INTERVAL))
        else live(session, now(), random)
      }
    },
    rows: () => list.map(rowText),
  }
}

/** Where a user sits: alone, mostly, or behind one address with many. */
function addressOf(user: number): string {
  const place = user % 10 === 0 ? user % 500 : user
  return `10.${(place >> 16) % 256}.${(place >> 8) % 256}.${place % 256}`
}

function live(session: Simulated, now: number, random: () => number): void {
  if (random() < 0.05) session.busy = random() < 0.42
  if (session.busy) session.lastActiveAt = now - Math.floor(random() * INTERVAL)
  if (random() < 0.0005) session.address = `192.168.${Math.floor(random() * 256)}.${Math.floor(random() * 256)}`
}

/** About 545 bytes. */
function rowText({ id, user, agent, type, address, createdAt, lastActiveAt }: Simulated): string {
  return JSON.stringify({
    id,
    user: {
      id: `00u${String(user).padStart(12, '0')}`,
      name: `firstname.lastname${user}`,
      displayName: `Firstname Lastname the ${user}th`,
      email: `firstname.lastname${user}@department.example.com`,
    },
    type,
    ipAddress: address,
    userAgent: AGENTS[agent],
    createdAt: new Date(createdAt).toISOString(),
    lastActiveAt: new Date(lastActiveAt).toISOString(),
    expiresAt: new Date(createdAt + 86_400_000).toISOString(),
  })
}

function uuidFrom(random: () => number): string {
  const hex = Array.from({ length: 4 }, () =>
    Math.floor(random() * 4_294_967_296)
      .toString(16)
      .padStart(8, '0'),
  ).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
}

/** One page as a server answers it. */
export function pageText(rows: readonly string[], total: number): string {
  return `{"sessions":[${rows.join(',')}],"total":${total}}`
}

/** The whole list, page by page. */
export function pageTexts(rows: readonly string[], pageSize = 200): string[] {
  const pages: string[] = []
  for (let offset = 0; offset < rows.length; offset += pageSize) pages.push(pageText(rows.slice(offset, offset + pageSize), rows.length))
  return pages
}
