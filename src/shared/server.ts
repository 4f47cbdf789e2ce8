import { z } from 'zod'
import { problemSchema } from './errors.ts'
import { factsSchema } from './profile/facts.ts'
import { inputSchema } from './profile/input.ts'
import { authSchema } from './profile/sign-in.ts'
import { connectorChoiceSchema, fillInSchema, profileOverridesSchema } from './profile.ts'

/** A random id that is also the keychain account of the server's secret; practice servers have fixed ids that start with `practice-`. */
export const serverIdSchema = z.string().regex(/^[a-z0-9-]{1,64}$/)

export const environmentSchema = z.enum(['production', 'staging', 'test', 'practice'])
export type Environment = z.infer<typeof environmentSchema>

/** Whom the TLS layer believes: the system's authorities, those and one more, or exactly one pinned certificate. */
export const trustSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('system') }),
  z.strictObject({ kind: z.literal('authority'), pem: z.string().max(100_000) }),
  z.strictObject({ kind: z.literal('pin'), pem: z.string().max(20_000), sha256: z.string().regex(/^[0-9A-F]{2}(:[0-9A-F]{2}){31}$/) }),
])
export type Trust = z.infer<typeof trustSchema>

export const POLL_INTERVAL = { least: 5, usual: 30, most: 3600 } as const

/** What a person decides about a server. `url` is the origin plus an optional base path, without a trailing slash. */
export const serverDraftSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  url: z.string().trim().min(1).max(2000),
  connector: connectorChoiceSchema,
  auth: authSchema,
  trust: trustSchema.default({ kind: 'system' }),
  environment: environmentSchema.default('production'),
  intervalSeconds: z.number().int().min(POLL_INTERVAL.least).max(POLL_INTERVAL.most).default(POLL_INTERVAL.usual),
  timeoutSeconds: z.number().int().min(5).max(300).default(30),
  viewOnly: z.boolean().default(false),
  /** Words to find servers by, such as a site or a customer. */
  tags: z.array(z.string().trim().min(1).max(40)).max(20).default([]),
  /** After how long without activity the server ends a session by itself; null: as its system says, if it does. */
  idleTimeoutMinutes: z.number().int().min(1).max(100_000).nullable().default(null),
})
export type ServerDraft = z.infer<typeof serverDraftSchema>

/**
 * What is known of a server's secret; the secret itself never leaves the collector and the keychain.
 * `none`: the auth needs none. `stored`: in the OS keychain. `memory`: until quit, because there is no keychain.
 * `needed`: never given, or detached by a change of origin. `missing`, `changed`: the keychain no longer holds what was put there.
 */
export const credentialStateSchema = z.enum(['none', 'stored', 'memory', 'needed', 'missing', 'changed'])
export type CredentialState = z.infer<typeof credentialStateSchema>

export const serverSchema = serverDraftSchema.extend({
  id: serverIdSchema,
  paused: z.boolean(),
  credential: credentialStateSchema,
})
export type Server = z.infer<typeof serverSchema>

/** Why a server is not asked any more until somebody acts. */
export const holdSchema = z.enum(['sign-in-failed', 'no-right', 'credential', 'certificate', 'practice-off'])
export type Hold = z.infer<typeof holdSchema>

/** What a system lets Rollcall do, as its profile declares it for one server's inputs and sign-in. */
export const capabilitiesSchema = factsSchema.extend({
  /** Whether its sessions can be listed at all. Where not, only a user can be logged out, and nobody can see what became of it. */
  list: z.boolean(),
  terminateOne: z.boolean(),
  terminateUser: z.boolean(),
  /** What a request that logs out a user carries of them: everybody who shares it is logged out with them. Left out where there is none. */
  userBy: z.enum(['userId', 'user']).optional(),
  /**
   * How Rollcall's own session is told: by a `flag` in the row, `compared` with what the server says of oneself, by the `username`
   * alone, not at all (`unknown`), or there is `none` to protect.
   */
  ownSession: z.enum(['flag', 'compared', 'username', 'none', 'unknown']),
})
export type Capabilities = z.infer<typeof capabilitiesSchema>

/** What a system is taken to allow until its connector has said what it allows: nothing but to be read. */
export const NOTHING_KNOWN: Capabilities = {
  list: true,
  terminateOne: false,
  terminateUser: false,
  ownSession: 'unknown',
  address: 'unknown',
  activity: 'not known yet',
  coverage: 'Not known yet.',
  terminateMeans: 'Not known yet.',
  known: 'Not known yet.',
  supply: 'Not known yet.',
}

/** One kind of system that can be added: what the server dialog asks for, its defaults, and what it lets Rollcall do. */
export const catalogueEntrySchema = z.object({
  id: z.string(),
  name: z.string(),
  about: z.string(),
  /** An `api` profile, a `page` profile for the admin page reader, or `code`. Overrides and *Map fields* are for `api` only. */
  kind: z.enum(['api', 'page', 'code']),
  /** Built into Rollcall, or saved by an admin. */
  origin: z.enum(['built-in', 'saved']),
  auth: authSchema,
  logins: z.array(z.object({ id: z.string(), name: z.string(), usernameLabel: z.string(), secretLabel: z.string() })),
  inputs: z.array(inputSchema),
  defaults: profileOverridesSchema,
  /** What must be filled in before a server can be read. */
  fillIn: z.array(fillInSchema),
  capabilities: capabilitiesSchema,
})
export type CatalogueEntry = z.infer<typeof catalogueEntrySchema>

/** The facts of polling one server. Its state in words is derived from these and the clock by `serverState`. Times are epoch ms of this machine. */
export const pollStatusSchema = z.object({
  serverId: serverIdSchema,
  polling: z.boolean(),
  hold: holdSchema.nullable(),
  /** End of the last read that was complete, and of the last one that gave anything at all. */
  lastCompleteAt: z.number().nullable(),
  lastReadAt: z.number().nullable(),
  lastAttempt: z
    .object({
      at: z.number(),
      result: z.enum(['complete', 'partial', 'failed']),
      problem: problemSchema.nullable(),
      reachable: z.boolean(),
    })
    .nullable(),
  /** Since when what was read last may no longer be true, because this machine slept or changed its network; until it is read again. */
  doubtfulSince: z.number().nullable().optional(),
  /** When the present trouble began. */
  failingSince: z.number().nullable(),
  nextPollAt: z.number().nullable(),
  sessions: z.number().int(),
  /** Rows of the last answer that could not be read, with the reason for the first few. */
  unreadableRows: z.number().int(),
  unreadableReasons: z.array(z.string()),
  /** Server clock minus ours, in ms; null until a Date header was seen. */
  clockOffset: z.number().nullable(),
  /** Terminating was refused for want of a right since the last sign-in. */
  terminateRefused: z.boolean(),
})
export type PollStatus = z.infer<typeof pollStatusSchema>

/** A server as the window sees it. */
export const serverViewSchema = z.object({
  server: serverSchema,
  profileName: z.string(),
  capabilities: capabilitiesSchema,
  status: pollStatusSchema,
})
export type ServerView = z.infer<typeof serverViewSchema>

/** `not known`: only of a window that has lost the program, and so hears of nothing that happens. */
export const SERVER_STATES = [
  'live',
  'late',
  'stale',
  'offline',
  'never read',
  'partial',
  'paused',
  'no right',
  'sign-in failed',
  'no list',
  'not known',
] as const
export type ServerState = (typeof SERVER_STATES)[number]

/** How far the time of a read may lie ahead of now, in ms: clocks are set by a second or two all the time. */
const CLOCK_SLACK = 60_000

/**
 * A server whose sessions can't be listed has a state of its own: it is not asked by itself at all. A server is live up to two intervals
 * after its last complete read, and late up to five; after this machine slept or changed its network it is late at best until it was read
 * again. A read of the future was written down by a clock that was wrong; how old it is nobody knows, so it is stale.
 */
export function serverState(view: Pick<ServerView, 'server' | 'status' | 'capabilities'>, now: number): ServerState {
  const { server, status, capabilities } = view
  if (server.paused) return 'paused'
  if (status.hold === 'sign-in-failed' || status.hold === 'credential') return 'sign-in failed'
  if (status.hold === 'no-right') return 'no right'
  if (!capabilities.list) return 'no list'
  if (status.lastReadAt === null) return status.lastAttempt?.reachable === false ? 'offline' : 'never read'
  if (status.hold === 'practice-off' || status.hold === 'certificate') return 'offline'
  if (status.lastAttempt?.result === 'failed') return status.lastAttempt.reachable ? 'stale' : 'offline'
  const age = now - (status.lastCompleteAt ?? status.lastReadAt)
  if (age < -CLOCK_SLACK) return 'stale'
  const intervals = age / (server.intervalSeconds * 1000)
  const isDoubtful = typeof status.doubtfulSince === 'number'
  if (status.lastAttempt?.result === 'partial' && !isDoubtful) return 'partial'
  if (intervals <= 2 && !isDoubtful) return 'live'
  return intervals <= 5 ? 'late' : 'stale'
}

/** Rows of a server in one of these states may no longer be true; `no list` has some only from before it was changed to such a system. */
export function isStale(state: ServerState): boolean {
  return state !== 'live' && state !== 'late' && state !== 'partial'
}
