import type { Auth } from '../../shared/profile/sign-in.ts'
import type { ConnectorChoice } from '../../shared/profile.ts'
import type { PracticeId } from './announcement.ts'
import { type Cast, specialSessions } from './cast.ts'
import type { DeviceKind } from './devices.ts'
import { createKeep } from './keep/keep.ts'
import type { Product } from './product.ts'
import { createPure } from './pure/pure.ts'
import { createReef } from './reef/reef.ts'
import { lastActiveAt, type PracticeSession } from './session.ts'
import type { World } from './world.ts'

/** One of the four practice servers: who is on it, and the dialect of the Admin Sessions API that it speaks. */
export interface Install {
  readonly id: PracticeId
  readonly name: string
  readonly auth: Extract<Auth, { kind: 'basic' | 'header' }>
  readonly viewOnly: boolean
  readonly intervalSeconds: number
  readonly listPath: string
  readonly overrides: ConnectorChoice['overrides']
  readonly cast: Cast
  /** How its secret looks, made of a random text. */
  readonly secretOf: (random: string) => string
  readonly product: (parts: ProductParts) => Product
  readonly row: (session: PracticeSession, now: number) => unknown
  readonly page: (rows: readonly unknown[], total: number) => unknown
}

/** What a product is made of when its server starts. `sessions` is the number of ordinary people's sessions at that time. */
export interface ProductParts {
  readonly world: World
  readonly secret: string
  readonly sessions: number
}

const iso = (ms: number): string => new Date(ms).toISOString()
const seconds = (ms: number): number => Math.floor(ms / 1000)

function dotted(given: string, family: string): string {
  return `${given}.${family}`
}

function keepType(kind: DeviceKind): string {
  if (kind === 'probe') return 'OTHER'
  return kind === 'desktop' ? 'BROWSER' : 'REST'
}

const HOUR = 3_600_000
const nobody = { longest: 24 * HOUR, owner: null, services: [], anonymous: 0, blank: 0, spread: null, crowded: null } as const
const plain = (random: string): string => random

/** Pages stay few, so that all of them can be read: ten rows to a page in a small office, a hundred or a thousand elsewhere. */
function rowsPerPage(sessions: number): number {
  const most = sessions / 25
  return [10, 100].find((rows) => rows >= most) ?? 1000
}

const keep: Install = {
  id: 'practice-keep',
  name: 'Keep EU',
  auth: { kind: 'header', name: 'Authorization', template: 'Bearer {secret}' },
  viewOnly: false,
  intervalSeconds: 5,
  secretOf: (random) => `practice.${random}`,
  product: ({ world, secret }) => createKeep({ world, owner: 'Admin', apiKey: secret }),
  listPath: '/keep/rest/sessions',
  overrides: {
    listPath: '/keep/rest/sessions',
    rows: 'data.sessions',
    total: 'data.count',
    fields: {
      sessionId: ['sessionId'],
      user: ['username'],
      userId: ['accountKey'],
      displayName: ['fullName'],
      type: ['sessionType'],
      address: ['address'],
      userAgent: ['device.userAgent'],
      createdAt: ['opened'],
      lastActiveAt: ['lastActive'],
      expiresAt: ['endsAt'],
      account: ['account'],
      own: ['current'],
    },
    times: { createdAt: 'epoch-milliseconds', lastActiveAt: 'epoch-milliseconds', expiresAt: 'epoch-milliseconds' },
  },
  cast: {
    ...nobody,
    console: { username: 'Admin', listed: true, elsewhere: 1 },
    services: ['svc-print', 'svc-archive'],
    anonymous: 2,
    firstPerson: 0,
    sessions: 11,
    username: dotted,
    type: keepType,
  },
  row: (session, now) => ({
    sessionId: session.id,
    username: session.username,
    accountKey: session.userId,
    fullName: session.displayName,
    sessionType: session.type,
    address: session.address,
    device: { userAgent: session.userAgent },
    opened: session.createdAt,
    lastActive: lastActiveAt(session, now),
    endsAt: session.expiresAt,
    account: session.account,
    current: session.own,
    serverName: session.type === 'BROWSER' ? 'keep-eu-1' : 'keep-eu-2',
  }),
  page: (rows, total) => ({ data: { sessions: rows, count: total } }),
}

const admin: Install = {
  id: 'practice-admin',
  name: 'Admin API',
  auth: { kind: 'header', name: 'X-API-Key', template: '{secret}' },
  viewOnly: false,
  intervalSeconds: 5,
  secretOf: plain,
  product: () => () => null,
  listPath: '/api/admin/sessions',
  overrides: { fields: { own: ['current'] } },
  cast: {
    ...nobody,
    console: { username: 'rollcall', listed: true, elsewhere: 0 },
    owner: 'owner',
    services: ['svc-backup'],
    spread: 0,
    crowded: 1,
    firstPerson: 4,
    sessions: 6,
    username: dotted,
    type: () => 'session',
  },
  row: (session, now) => ({
    id: session.id,
    userId: session.userId,
    username: session.username,
    email: session.email,
    ipAddress: session.address,
    userAgent: session.userAgent,
    createdAt: iso(session.createdAt),
    lastActiveAt: iso(lastActiveAt(session, now)),
    expiresAt: iso(session.expiresAt),
    account: session.account,
    current: session.own,
  }),
  page: (rows, total) => ({ sessions: rows, total }),
}

const reef: Install = {
  id: 'practice-reef',
  name: 'Reef Projects',
  auth: { kind: 'basic', username: 'sysadmin' },
  viewOnly: false,
  intervalSeconds: 8,
  secretOf: plain,
  product: ({ world, secret, sessions }) =>
    createReef({ world, password: secret, authentication: 'standard', rowsPerPage: rowsPerPage(sessions) }),
  listPath: '/reef/status/active-user-sessions',
  overrides: {
    listPath: '/reef/status/active-user-sessions',
    rows: 'result.rows',
    total: 'result.found',
    fields: {
      sessionId: ['sid'],
      user: ['user.login'],
      userId: ['user.key'],
      displayName: ['user.name'],
      email: ['user.email'],
      project: ['project.name'],
      organisation: ['project.organization'],
      address: ['ip'],
      createdAt: ['login_time'],
      lastActiveAt: ['last_activity'],
    },
    times: { createdAt: 'epoch-seconds', lastActiveAt: 'epoch-seconds' },
  },
  cast: {
    ...nobody,
    // Nothing is documented that ends a session but idleness, so some last for days.
    longest: 72 * HOUR,
    console: { username: 'sysadmin', listed: true, elsewhere: 1 },
    firstPerson: 2,
    sessions: 12,
    username: (given, family) => `NORTHFIELD\\${given}.${family}`,
    type: () => '',
  },
  row: (session, now) => ({
    sid: session.id,
    user: { login: session.username, key: session.userId, name: session.displayName, email: session.email },
    project: { name: session.project, organization: session.organisation },
    ip: session.address,
    login_time: seconds(session.createdAt),
    last_activity: seconds(lastActiveAt(session, now)),
  }),
  page: (rows, total) => ({ result: { rows, found: total } }),
}

const pure: Install = {
  id: 'practice-pure',
  name: 'Pure (view only)',
  auth: { kind: 'header', name: 'api-key', template: '{secret}' },
  viewOnly: true,
  intervalSeconds: 10,
  secretOf: plain,
  product: ({ world, secret }) => createPure({ world, username: 'rollcall-reader', password: secret }),
  listPath: '/ws/api/system/sessions',
  overrides: {
    listPath: '/ws/api/system/sessions',
    rows: 'items',
    total: 'count',
    fields: {
      user: ['username'],
      address: ['ipAddress'],
      createdAt: ['firstRequest'],
      lastActiveAt: ['lastRequest'],
      account: ['identity'],
      own: ['yours'],
    },
  },
  cast: {
    ...nobody,
    console: { username: 'rollcall-reader', listed: true, elsewhere: 0 },
    anonymous: 4,
    blank: 3,
    firstPerson: 9,
    sessions: 6,
    username: (given, family) => `${family}${given.slice(0, 3)}`,
    type: () => '',
  },
  row: (session, now) => ({
    id: session.id,
    username: session.username,
    ipAddress: session.address,
    firstRequest: iso(session.createdAt),
    lastRequest: iso(lastActiveAt(session, now)),
    identity: session.account,
    yours: session.own,
  }),
  page: (rows, total) => ({ count: total, items: rows }),
}

const INSTALLS = [keep, admin, reef, pure] as const

/** Above this many sessions in all, the practice servers are asked less often and in bigger pages. */
const MANY = 2000

/** The four practice servers; `sessions` says how many there are on all of them together, null for a small office. */
export function practiceInstalls(sessions: number | null): readonly Install[] {
  if (sessions === null) return INSTALLS
  const special = INSTALLS.reduce((sum, install) => sum + specialSessions(install.cast), 0)
  const ordinary = Math.max(0, sessions - special)
  const many = sessions > MANY
  return INSTALLS.map((install, index) => ({
    ...install,
    intervalSeconds: many ? 30 : install.intervalSeconds,
    overrides: many ? { ...install.overrides, pageSize: 1000 } : install.overrides,
    // The first servers take what four do not divide.
    cast: { ...install.cast, sessions: Math.floor(ordinary / 4) + (index < ordinary % 4 ? 1 : 0) },
  }))
}
