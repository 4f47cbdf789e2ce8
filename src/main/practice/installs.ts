import type { Auth } from '../../shared/profile/sign-in.ts'
import type { ConnectorChoice } from '../../shared/profile.ts'
import { KEY_HEADER as ADMIN_KEY_HEADER, createAdminSessions } from './admin/admin-sessions.ts'
import type { PracticeId } from './announcement.ts'
import { type Cast, specialSessions } from './cast.ts'
import type { DeviceKind } from './devices.ts'
import { createKeep } from './keep/keep.ts'
import { KEY_HEADER as KEEP_KEY_HEADER, SESSIONS_PATH as KEEP_SESSIONS } from './keep/paths.ts'
import type { Product } from './product.ts'
import { PURE_ZONE } from './pure/pages.ts'
import { LOGIN_PATH as PURE_LOGIN, SESSIONS_PATH as PURE_SESSIONS } from './pure/paths.ts'
import { createPure } from './pure/pure.ts'
import { LOGIN_PATH as REEF_LOGIN, SESSIONS_PATH as REEF_SESSIONS } from './reef/paths.ts'
import { createReef } from './reef/reef.ts'
import type { World } from './world.ts'

/** What a product is made of when its server starts. `sessions` is the number of ordinary people's sessions at that time. */
export interface ProductParts {
  readonly world: World
  readonly secret: string
  readonly sessions: number
}

/** One of the four practice servers: the product that it plays, how Rollcall is told of it, and who is on it. */
export interface Install {
  readonly id: PracticeId
  readonly name: string
  readonly connector: ConnectorChoice
  readonly auth: Auth
  readonly viewOnly: boolean
  readonly tags: readonly string[]
  readonly intervalSeconds: number
  readonly cast: Cast
  /** How its secret looks, made of a random text. */
  readonly secretOf: (random: string) => string
  readonly product: (parts: ProductParts) => Product
}

const HOUR = 3_600_000
const nobody = { longest: 24 * HOUR, owner: null, services: [], anonymous: 0, blank: 0, spread: null, crowded: null } as const
const asItIs = (random: string): string => random

const keep: Install = {
  id: 'practice-keep',
  name: 'Keep EU',
  tags: ['Europe', 'output'],
  connector: {
    profileId: 'lasernet-keep',
    inputs: { ownUser: 'Admin' },
    // As somebody fills it in who has read the product's page about its API.
    overrides: {
      listPath: KEEP_SESSIONS,
      rows: 'sessions',
      fields: {
        sessionId: 'id',
        user: 'username',
        type: { path: 'sessionType', map: { REST: 'REST API', BROWSER: 'Browser', OTHER: 'Other' } },
        node: 'serverName',
        address: 'deviceAddress',
        userAgent: 'userAgent',
        lastActiveAt: 'lastActive',
      },
      times: { lastActiveAt: 'epoch-milliseconds' },
    },
  },
  auth: { kind: 'header', name: KEEP_KEY_HEADER, template: '{secret}' },
  viewOnly: false,
  intervalSeconds: 5,
  secretOf: (random) => `practice.${random}`,
  product: ({ world, secret }) => createKeep({ world, owner: 'Admin', apiKey: secret }),
  cast: {
    ...nobody,
    // A request by key is a session only while it lasts; these are of the person who owns the key.
    console: { username: 'Admin', listed: false, elsewhere: 2 },
    services: ['svc-print', 'svc-archive'],
    anonymous: 2,
    firstPerson: 0,
    sessions: 11,
    username: dotted,
    type: keepType,
  },
}

const admin: Install = {
  id: 'practice-admin',
  name: 'Admin API',
  tags: ['Europe', 'platform'],
  connector: { profileId: 'admin-sessions', inputs: {}, overrides: { fields: { own: 'current' } } },
  auth: { kind: 'header', name: ADMIN_KEY_HEADER, template: '{secret}' },
  viewOnly: false,
  intervalSeconds: 5,
  secretOf: asItIs,
  product: ({ world, secret }) => createAdminSessions({ world, key: secret }),
  cast: {
    ...nobody,
    console: { username: 'rollcall', listed: true, elsewhere: 1 },
    owner: 'owner',
    services: ['svc-backup'],
    spread: 0,
    crowded: 1,
    firstPerson: 4,
    sessions: 5,
    username: dotted,
    type: () => 'session',
  },
}

const reef: Install = {
  id: 'practice-reef',
  name: 'Reef Projects',
  tags: ['projects'],
  connector: {
    profileId: 'digital-reef',
    inputs: { loginPage: REEF_LOGIN, sessionsPage: REEF_SESSIONS, authentication: 'standard' },
    overrides: {},
  },
  auth: { kind: 'login', login: 'form', username: 'sysadmin' },
  viewOnly: false,
  intervalSeconds: 8,
  secretOf: asItIs,
  product: ({ world, secret, sessions }) =>
    createReef({ world, password: secret, authentication: 'standard', rowsPerPage: rowsPerPage(sessions) }),
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
}

const pure: Install = {
  id: 'practice-pure',
  name: 'Pure (view only)',
  tags: ['research'],
  connector: {
    profileId: 'elsevier-pure',
    inputs: { loginPage: PURE_LOGIN, sessionsPage: PURE_SESSIONS, zone: PURE_ZONE },
    overrides: {},
  },
  auth: { kind: 'login', login: 'form', username: 'rollcall-reader' },
  viewOnly: true,
  intervalSeconds: 10,
  secretOf: asItIs,
  product: ({ world, secret }) => createPure({ world, username: 'rollcall-reader', password: secret }),
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
}

const INSTALLS = [keep, admin, reef, pure] as const

/** Above this many sessions in all, the practice servers are asked less often and in bigger pages. */
const MANY = 2000

/** The four practice servers; `sessions` says how many there are on all of them together, null for a small office. */
export function practiceInstalls(sessions: number | null): readonly Install[] {
  if (sessions === null) return INSTALLS
  const special = INSTALLS.reduce((sum, install) => sum + specialSessions(install.cast), 0)
  const ordinary = Math.max(0, sessions - special)
  return INSTALLS.map((install, index) => {
    // The first servers take what four do not divide.
    const cast = { ...install.cast, sessions: Math.floor(ordinary / 4) + (index < ordinary % 4 ? 1 : 0) }
    return sessions > MANY ? { ...install, cast, intervalSeconds: 30, connector: inBigPages(install.connector) } : { ...install, cast }
  })
}

/** The largest page that the Admin Sessions API gives; what the others give is not for the asker to say. */
function inBigPages(connector: ConnectorChoice): ConnectorChoice {
  if (connector.profileId !== 'admin-sessions') return connector
  return { ...connector, overrides: { ...connector.overrides, pageSize: 1000 } }
}

/** Pages stay few, so that all of them can be read: ten rows to a page in a small office, a hundred or a thousand elsewhere. */
function rowsPerPage(sessions: number): number {
  const most = sessions / 25
  return [10, 100].find((rows) => rows >= most) ?? 1000
}

function dotted(given: string, family: string): string {
  return `${given}.${family}`
}

/** The product's codes for how a session came to be. */
function keepType(kind: DeviceKind): string {
  if (kind === 'probe') return 'OTHER'
  return kind === 'desktop' ? 'BROWSER' : 'REST'
}
